package cn.chaoxue.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a `redis-server` says of itself.
record RedisVersion(String number, int major, String allocator) {

    /// The oldest the service works with.
    static final int OLDEST = 7;

    private static final Pattern SAID = Pattern.compile(".*\\bv=((\\d+)\\.\\S+) .*\\bmalloc=(\\S+) .*");

    /// Empty where the program is none.
    static Optional<RedisVersion> of(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "--version")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return read(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<RedisVersion> read(String said) {
        Matcher parts = SAID.matcher(said.strip());
        return parts.matches()
                ? Optional.of(new RedisVersion(parts.group(1), Integer.parseInt(parts.group(2)), parts.group(3)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return number + " (" + allocator + ")";
    }
}
