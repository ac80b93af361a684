package cn.chaoxue.launcher;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/// The server programs, unpacked once per user and version from the Maven artifacts that carry them.
///
/// A version's folder appears by one rename after it is complete, so a start that was killed half-way leaves nothing
/// that a later start could take for whole.
final class ServerBinaries {

    private ServerBinaries() {}

    /// The folder with PostgreSQL's `bin`, `lib` and `share`.
    static Path postgres() {
        String arch = isArm() ? "arm_64" : "x86_64";
        String resource = isMac() ? "postgres-darwin-" + arch + ".txz" : "postgres-linux-" + arch + ".txz";
        return unpacked(resource, ServerBinaries::untar);
    }

    /// The `redis-server` program.
    static Path redis() {
        String system = (isMac() ? "darwin-" : "linux-") + (isArm() ? "arm64" : "amd64");
        return unpacked("redis-server-7.0.15-" + system, ServerBinaries::copyProgram)
                .resolve("redis-server");
    }

    private interface Unpacking {
        void unpack(InputStream from, Path folder) throws IOException;
    }

    private static Path unpacked(String resource, Unpacking how) {
        URL url = find(resource);
        if (url == null) {
            throw new Trouble("There is no embedded server for this kind of machine (" + resource
                    + "); use Linux or macOS on x86-64 or ARM, or external servers.");
        }
        try {
            Path cache = UserFolders.cache();
            Path target = cache.resolve(artifactOf(url));
            if (!Files.isDirectory(target)) {
                unpackInto(cache, target, url, how);
            }
            return target;
        } catch (IOException e) {
            throw Trouble.ofFiles("Unpacking the embedded servers", e);
        }
    }

    private static void unpackInto(Path cache, Path target, URL url, Unpacking how) throws IOException {
        Progress.say("unpacking %s into %s", target.getFileName(), cache);
        Path half = Files.createTempDirectory(cache, "unpacking-");
        try (InputStream from = new BufferedInputStream(url.openStream())) {
            how.unpack(from, half);
            Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(target)) {
                throw e;
            }
            // Another start was faster: its copy is as good as ours.
        } finally {
            UserFolders.delete(half);
        }
    }

    private static void copyProgram(InputStream from, Path folder) throws IOException {
        Path program = folder.resolve("redis-server");
        Files.copy(from, program);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void untar(InputStream from, Path folder) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(from))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (!file.startsWith(folder)) {
                    throw new IOException("entry outside the folder: " + entry.getName());
                }
                writeEntry(tar, entry, file);
            }
        }
    }

    private static void writeEntry(TarArchiveInputStream tar, TarArchiveEntry entry, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file);
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static @Nullable URL find(String resource) {
        URL own = ServerBinaries.class.getResource("/" + resource);
        return own != null ? own : ClassLoader.getSystemResource(resource);
    }

    /// The jar's name carries the version, so the cache never mixes two.
    private static String artifactOf(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        String jar = connection instanceof JarURLConnection inJar
                ? inJar.getJarFileURL().getPath()
                : url.getPath();
        return Path.of(jar).getFileName().toString().replaceAll("\\.jar$", "");
    }

    private static boolean isMac() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    }

    private static boolean isArm() {
        return "aarch64".equals(System.getProperty("os.arch"));
    }
}
