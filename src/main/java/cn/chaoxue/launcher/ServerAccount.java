package cn.chaoxue.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Under which account a server runs: ours, or an unprivileged one when we are root (PostgreSQL refuses root).
///
/// Root's servers run as `nobody`. Where `nobody` cannot reach the folder (below `/root`, say) they run inside a user
/// namespace instead, which strips root's powers while the files stay root's. Without either, the folder is refused.
record ServerAccount(int owner, List<String> prefix) {

    /// Our own account, as we are.
    static final ServerAccount SELF = new ServerAccount(-1, List.of());

    private static final List<String> NAMESPACE =
            List.of("unshare", "--user", "--map-user=65534", "--map-group=65534", "--");

    /// The account for servers whose files are in this existing folder.
    static ServerAccount forFolder(Path folder) {
        if (!isRoot()) {
            return SELF;
        }
        if (reachableByOthers(folder.toAbsolutePath()) && Lifeline.onPath("setpriv")) {
            int user = idOf("-u");
            int group = idOf("-g");
            List<String> drop = List.of(
                    "setpriv", "--reuid=" + user, "--regid=" + group, "--clear-groups", "--inh-caps=-all", "--");
            return new ServerAccount(user, drop);
        }
        if (namespaceWorks()) {
            return new ServerAccount(0, NAMESPACE);
        }
        throw new Trouble("The folder " + folder + " cannot be reached by the unprivileged account that PostgreSQL"
                + " needs when started by root; choose another, for example --data /var/lib/chaoxue.");
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /// Gives the file, or the folder with all it holds, to this account, unless it already has it. The folder itself
    /// comes last, so that a walk cut short is done again.
    void adopt(Path folder) throws IOException {
        if (owner < 0 || ((Integer) owner).equals(Files.getAttribute(folder, "unix:uid"))) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(this::give);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void give(Path file) {
        try {
            Files.setAttribute(file, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean reachableByOthers(Path folder) {
        for (Path part = folder; part != null; part = part.getParent()) {
            try {
                if (!Files.getPosixFilePermissions(part).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return false;
                }
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    private static int idOf(String option) {
        return Integer.parseInt(run("id", option, "nobody").strip());
    }

    private static boolean namespaceWorks() {
        if (!Lifeline.onPath("unshare")) {
            return false;
        }
        List<String> probe =
                Stream.concat(NAMESPACE.stream(), Stream.of("id", "-u")).toList();
        return run(probe.toArray(String[]::new)).strip().equals("65534");
    }

    private static String run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(10, TimeUnit.SECONDS);
            return answer;
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
