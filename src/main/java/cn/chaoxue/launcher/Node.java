package cn.chaoxue.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The Node.js of this machine, which the web pages are built with.
final class Node {

    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\..*");
    private static final int MAJOR = 20;
    private static final int MINOR = 19;

    private Node() {}

    /// Says plainly what is missing.
    static void require() {
        String needed = "Node.js " + MAJOR + "." + MINOR + " or newer (with npm) is needed to build the web pages";
        String version = Lifeline.onPath("node") ? version() : "";
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            throw new Trouble(needed + " and was not found on the PATH; see https://nodejs.org/en/download.");
        }
        int major = Integer.parseInt(parts.group(1));
        if (major < MAJOR || (major == MAJOR && Integer.parseInt(parts.group(2)) < MINOR)) {
            throw new Trouble(needed + ", this machine has " + version + "; see https://nodejs.org/en/download.");
        }
        if (!Lifeline.onPath("npm")) {
            throw new Trouble(needed + "; node is here, but npm was not found on the PATH.");
        }
    }

    private static String version() {
        try {
            Process node = new ProcessBuilder("node", "--version").start();
            return new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
