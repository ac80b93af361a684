package cn.chaoxue.identity;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.platform.crypto.BlindIndex;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Log-ins that come together share their statements, and nothing else.
@QuarkusTest
class LoginStoreTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    @Inject
    BlindIndex index;

    @Inject
    Database database;

    @Inject
    LoginStore store;

    @Inject
    Issuing issuing;

    @Test
    void namesLookedUpTogether_findEachItsOwnAccountOrNone() {
        List<Person> crowd = crowd(90);
        List<Uni<Optional<Account>>> looks = new ArrayList<>();
        for (Person person : crowd) {
            looks.add(look(person.idNumber()));
            looks.add(look("nobody " + person.id()));
            looks.add(look(person.idNumber()));
        }
        List<Optional<Account>> found = together(looks);
        for (int i = 0; i < crowd.size(); i++) {
            long id = crowd.get(i).id();
            assertThat(found.get(3 * i).map(Account::id)).contains(id);
            assertThat(found.get(3 * i + 1)).isEmpty();
            assertThat(found.get(3 * i + 2).map(Account::id)).contains(id);
        }
    }

    @Test
    void loginsBegunTogether_getATokenEachUnlessTheAccountHasChanged() {
        List<Person> crowd = crowd(40);
        List<Account> accounts = accounts(crowd);
        sql.run(
                "update account set token_version = token_version + 1 where id = ?",
                crowd.getFirst().id());
        sql.run(
                "update account set status = 'DISABLED' where id = ?",
                crowd.getLast().id());
        List<Optional<String>> tokens = together(Stream.concat(accounts.stream(), accounts.stream())
                .map(this::begin)
                .toList());
        assertThat(tokens.stream().flatMap(Optional::stream)).hasSize(2 * 38).doesNotHaveDuplicates();
        for (int i = 0; i < accounts.size(); i++) {
            boolean changed = i == 0 || i == accounts.size() - 1;
            assertThat(sql.value(
                            "select count(*) from refresh_token where account_id = ? and device = 'Chrome'",
                            accounts.get(i).id()))
                    .isEqualTo(changed ? 0L : 2L);
        }
    }

    @Test
    void accountThatIsBeingChanged_holdsUpItsOwnLoginAlone() throws Exception {
        List<Account> accounts = accounts(crowd(3));
        Account changing = accounts.get(1);
        CompletableFuture<Void> mayEnd = new CompletableFuture<>();
        CompletableFuture<Void> holds = new CompletableFuture<>();
        CompletableFuture<Void> change = database.batch(tx -> raise(tx, changing)
                        .invoke(() -> holds.complete(null))
                        .chain(() -> Uni.createFrom().completionStage(mayEnd)))
                .subscribeAsCompletionStage();
        holds.get(20, TimeUnit.SECONDS);
        CompletableFuture<Optional<String>> held = begin(changing).subscribeAsCompletionStage();
        assertThat(together(List.of(begin(accounts.get(0)), begin(accounts.get(2)))))
                .allMatch(Optional::isPresent);
        assertThat(held).isNotDone();
        mayEnd.complete(null);
        change.get(20, TimeUnit.SECONDS);
        assertThat(held.get(20, TimeUnit.SECONDS)).isEmpty();
    }

    private static Uni<Void> raise(SqlConnection tx, Account account) {
        return Database.rows(
                        tx,
                        "update account set token_version = token_version + 1 where id = $1",
                        Tuple.of(account.id()),
                        _ -> true)
                .replaceWithVoid();
    }

    private List<Person> crowd(int many) {
        return Stream.generate(() -> people.learner(units.province()))
                .limit(many)
                .toList();
    }

    private List<Account> accounts(List<Person> crowd) {
        return together(crowd.stream().map(person -> look(person.idNumber())).toList()).stream()
                .map(Optional::orElseThrow)
                .toList();
    }

    private Uni<Optional<Account>> look(String name) {
        return store.account(index.of("id-number", name));
    }

    private Uni<Optional<String>> begin(Account account) {
        return store.begin(account, issuing.login(false, "Chrome"));
    }

    private static <T> List<T> together(List<Uni<T>> all) {
        return Objects.requireNonNull(Uni.join().all(all).andFailFast().await().atMost(SOON));
    }
}
