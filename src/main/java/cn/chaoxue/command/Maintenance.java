package cn.chaoxue.command;

import cn.chaoxue.audit.Anchor;
import cn.chaoxue.audit.AuditVerification;
import cn.chaoxue.audit.Verdict;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// The pieces of maintenance. Exit code 0: done, and all is well; 1: it is not; 2: not asked rightly.
@Singleton
@Unremovable
class Maintenance implements QuarkusApplication {

    /// Done by the start itself ([Main]).
    static final List<String> MIGRATION = List.of("database", "migrate");

    private static final String USAGE = """
            audit verify [SEQ:HASH]   is every entry of the audit log as it was written? With an end of it that was noted
                                      earlier: does that one still lie on the way?
            audit show SEQ --reason TEXT
                                      one entry with what it sealed in clear; that it was shown, and why, is an entry
                                      itself
            keys add                  make the next key that seals personal fields; it does so once it has settled
            keys reseal               seal every record under the newest key that has
            database migrate          bring the tables to what this version needs, as their owner, and the rights of the
                                      service's role; the service need not know the owner then.
                                      Exit code 1 where there is no such role, or more than migrations must be mended
            admin appoint             make somebody an administrator of the centre; asks who, and prints a one-time password
            admin reset               a new one for an administrator of the centre who lost phone or password
            """;

    private final AuditVerification audit;
    private final EntryShowing entries;
    private final KeyChange keys;
    private final Appointing appointing;
    private final Migrating migrating;

    Maintenance(
            AuditVerification audit, EntryShowing entries, KeyChange keys, Appointing appointing, Migrating migrating) {
        this.audit = audit;
        this.entries = entries;
        this.keys = keys;
        this.appointing = appointing;
        this.migrating = migrating;
    }

    /// The one thread of a process that does nothing else: it may wait.
    @Override
    public int run(String... arguments) {
        return work(List.of(arguments)).subscribeAsCompletionStage().join();
    }

    private Uni<Integer> work(List<String> arguments) {
        return switch (String.join(" ", arguments.subList(0, Math.min(2, arguments.size())))) {
            case "audit verify" -> verify(arguments.subList(2, arguments.size()));
            case "audit show" -> show(arguments.subList(2, arguments.size()));
            case "keys add" -> arguments.size() == 2 ? keys.add() : refuse();
            case "keys reseal" -> arguments.size() == 2 ? keys.reseal() : refuse();
            case "database migrate" -> arguments.size() == 2 ? Uni.createFrom().item(migrating.tell()) : refuse();
            case "admin appoint" ->
                arguments.size() == 2 ? appointing.appoint(Questions.atTerminal(), System.out) : refuse();
            case "admin reset" ->
                arguments.size() == 2 ? appointing.reset(Questions.atTerminal(), System.out) : refuse();
            default -> refuse();
        };
    }

    private Uni<Integer> verify(List<String> noted) {
        Optional<Anchor> anchor = noted.stream().findFirst().flatMap(Anchor::parse);
        if (noted.size() > 1 || anchor.isEmpty() != noted.isEmpty()) {
            return refuse();
        }
        return audit.verify(anchor).map(Maintenance::tell);
    }

    private Uni<Integer> show(List<String> which) {
        return EntryShowing.fits(which) ? entries.show(which, System.out) : refuse();
    }

    private static int tell(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Intact(Anchor head) -> {
                System.out.println("audit log: all " + head.seq() + " entries stand as they were written");
                System.out.println("note this end elsewhere to prove it later: " + head);
                yield 0;
            }
            case Verdict.Broken(long seq, String why) -> {
                System.out.println("audit log: entry " + seq + " " + why);
                yield 1;
            }
        };
    }

    private static Uni<Integer> refuse() {
        System.out.print(USAGE);
        return Uni.createFrom().item(2);
    }
}
