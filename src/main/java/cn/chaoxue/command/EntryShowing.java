package cn.chaoxue.command;

import cn.chaoxue.audit.AuditEntry;
import cn.chaoxue.audit.AuditOpening;
import cn.chaoxue.audit.Origin;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Prints one entry of the audit log whole, what it sealed in clear (A1.9): an investigation's last resort, for who
/// runs the installation and holds its keys.
@Singleton
class EntryShowing {

    private static final Pattern SEQ = Pattern.compile("\\d{1,18}");

    private final AuditOpening opening;

    EntryShowing(AuditOpening opening) {
        this.opening = opening;
    }

    /// Whether the arguments are a number and `--reason` with one.
    static boolean fits(List<String> arguments) {
        return arguments.size() == 3
                && SEQ.matcher(arguments.getFirst()).matches()
                && arguments.get(1).equals("--reason");
    }

    /// Exit code 0: printed, and written down that it was; 1: refused, with the reason. The arguments fit.
    Uni<Integer> show(List<String> arguments, PrintStream out) {
        long seq = Long.parseLong(arguments.getFirst());
        String reason = arguments.getLast().strip();
        Optional<String> wrong = GivenReason.objection(reason);
        return wrong.isPresent()
                ? Uni.createFrom().item(refuse(out, wrong.get()))
                : opening.open(seq, reason, Origin.COMMAND_LINE).map(opened -> tell(out, seq, opened));
    }

    private static int tell(PrintStream out, long seq, AuditOpening.Opened opened) {
        return switch (opened) {
            case AuditOpening.Whole(AuditEntry entry) -> {
                print(out, entry);
                yield 0;
            }
            case AuditOpening.Absent() -> refuse(out, "there is no entry " + seq);
            case AuditOpening.KeyMissing(int key) ->
                refuse(
                        out,
                        "entry " + seq + " was sealed under key number " + key
                                + ", which is not in the folder of keys; put its file back");
            case AuditOpening.Unopened() ->
                refuse(
                        out,
                        "what entry " + seq + " sealed does not open: the key is another than it was sealed under, or"
                                + " the entry was changed; see: audit verify");
        };
    }

    private static void print(PrintStream out, AuditEntry entry) {
        line(out, "entry", entry.seq() + " " + entry.action());
        line(out, "at", entry.at());
        line(out, "by", entry.actorId() + " " + orNothing(entry.actorName()));
        line(out, "from", entry.address());
        line(out, "on", entry.subject().kind() + " " + entry.subject().id() + " " + orNothing(entry.subjectName()));
        line(out, "unit", orNothing(entry.unitId()) + " " + orNothing(entry.unitName()));
        line(out, "reason", orNothing(entry.reason()));
        entry.changes()
                .forEach(change ->
                        line(out, change.field(), orNothing(change.before()) + " -> " + orNothing(change.after())));
    }

    private static String orNothing(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }

    /// Nothing that people wrote steers the terminal.
    private static void line(PrintStream out, String name, Object value) {
        out.println(name + ": " + value.toString().replaceAll("\\p{Cntrl}", "?"));
    }

    private static int refuse(PrintStream out, String why) {
        out.println("audit: " + why);
        return 1;
    }
}
