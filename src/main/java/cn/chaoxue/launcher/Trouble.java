package cn.chaoxue.launcher;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Objects;
import java.util.concurrent.Callable;

/// What stops the launcher, as one sentence a person can act on; never shown with a stack trace.
public final class Trouble extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    Trouble(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    /// Exit code 1.
    public Trouble(String sentence) {
        this(1, sentence);
    }

    /// Exit code 1.
    public Trouble(String sentence, Throwable cause) {
        this(1, sentence);
        initCause(cause);
    }

    /// The sentence for a failed file operation: a refused permission is named as such.
    static Trouble ofFiles(String doing, IOException cause) {
        String reason = cause instanceof AccessDeniedException denied
                ? "permission denied on " + denied.getFile()
                : Objects.toString(cause.getMessage(), cause.toString());
        return new Trouble(doing + " failed: " + reason + ".", cause);
    }

    /// Runs a command; trouble becomes its sentence on the error stream and its exit code.
    public static int report(Callable<Integer> command) {
        try {
            return command.call();
        } catch (Trouble e) {
            System.out.flush();
            System.err.println("chaoxue: " + e.getMessage());
            return e.exitCode;
        } catch (Exception e) {
            System.out.flush();
            System.err.println("chaoxue: unexpected " + e + " at " + e.getStackTrace()[0] + ".");
            return 70;
        }
    }
}
