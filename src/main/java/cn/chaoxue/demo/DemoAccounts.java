package cn.chaoxue.demo;

import cn.chaoxue.demo.DemoState.Loaded;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The published accounts. Somebody may have activated the newcomer meanwhile: then another one steps in.
@Singleton
final class DemoAccounts {

    /// Newcomers are looked for among this many people; some four in a hundred are.
    private static final int SEARCHED = 1000;

    private static final String PENDING =
            "select username_index from account where username_index = any($1) and status = 'PENDING'";
    private static final String RESTORE = """
            with published as (select id from account where username_index = any($1)
            ), codes as (delete from recovery_code where account_id in (select id from published)
            ), factors as (delete from second_factor where account_id in (select id from published))
            update account set status = 'ACTIVE', password_hash = $2, must_change = false, initial_index = null
            where username_index = any($1)
            """;

    private final DemoConfig config;
    private final Database database;
    private final UsernameKeys usernames;

    DemoAccounts(DemoConfig config, Database database, UsernameKeys usernames) {
        this.config = config;
        this.database = database;
        this.usernames = usernames;
    }

    /// Gives the published accounts the published password (back), and asks for no other, nor for a second factor.
    Uni<?> restore(DemoPeople people, String passwordHash) {
        Tuple arguments = usernames.tuple(active(people)).addString(passwordHash);
        return database.batch(tx -> tx.preparedQuery(RESTORE).execute(arguments));
    }

    Uni<List<DemoAccountView>> published(Loaded demo) {
        List<DemoPerson> newcomers = IntStream.range(0, Math.min(SEARCHED, demo.cadres()))
                .mapToObj(demo.people()::person)
                .filter(DemoPerson::pending)
                .toList();
        return database.query(PENDING, usernames.tuple(newcomers), UsernameKeys::of)
                .map(pending -> accounts(demo, newcomers, Set.copyOf(pending)));
    }

    private List<DemoAccountView> accounts(Loaded demo, List<DemoPerson> newcomers, Set<String> pending) {
        Stream<DemoPerson> newcomer = newcomers.stream()
                .filter(person -> pending.contains(usernames.key(person)))
                .limit(1);
        return Stream.concat(active(demo.people()).stream(), newcomer)
                .map(person -> view(demo, person))
                .toList();
    }

    private DemoAccountView view(Loaded demo, DemoPerson person) {
        UnitRef unit = Objects.requireNonNull(demo.units().get(person.unitCode()));
        String password = person.pending() ? person.mobile() : config.password();
        return new DemoAccountView(person.role(), person.idNumber(), password, person.name(), person.pending(), unit);
    }

    private static List<DemoPerson> active(DemoPeople people) {
        return Arrays.stream(PostedAccount.values())
                .filter(account -> !account.pending())
                .map(account -> people.person(account.ordinal()))
                .toList();
    }
}
