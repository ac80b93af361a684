package cn.chaoxue.launcher;

import java.io.IOException;

/// What stops the launcher, as one sentence a person can act on; never shown with a stack trace.
public final class Trouble extends RuntimeException {

    private static final long serialVersionUID = 1;

    public Trouble(String sentence) {
        super(sentence);
    }

    public Trouble(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /// The sentence for a failed file operation: a full disk or a refused permission is named as such.
    static Trouble ofFiles(String doing, IOException cause) {
        String reason = cause instanceof java.nio.file.AccessDeniedException denied
                ? "permission denied on " + denied.getFile()
                : String.valueOf(cause.getMessage());
        return new Trouble(doing + " failed: " + reason + ".", cause);
    }
}
