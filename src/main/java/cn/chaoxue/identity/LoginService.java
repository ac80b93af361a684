package cn.chaoxue.identity;

import cn.chaoxue.platform.crypto.BlindIndex;
import cn.chaoxue.platform.problem.Unavailable;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Lets people in by ID number and password (A1.2). Whatever the name and whatever its state, exactly one password is
/// hashed, so that neither text nor status nor time tells an unknown name from a known one.
@Singleton
class LoginService {

    private static final Logger LOG = Logger.getLogger(LoginService.class);
    private static final Duration SOON = Duration.ofSeconds(2);

    private final AccountRepository accounts;
    private final LoginStore store;
    private final Passwords passwords;
    private final LoginBrake brake;
    private final KnownDevices devices;
    private final WaitingRoom room;
    private final Sessions sessions;
    private final Issuing issuing;
    private final Revocations revocations;
    private final BlindIndex index;
    private final LoginMetrics metrics;
    private final ActivationWindows windows;
    private final LoginAudit audit;
    private final Duration answerWithin;

    LoginService(
            IdentityConfig config,
            AccountRepository accounts,
            LoginStore store,
            Passwords passwords,
            LoginBrake brake,
            KnownDevices devices,
            WaitingRoom room,
            Sessions sessions,
            Issuing issuing,
            Revocations revocations,
            BlindIndex index,
            LoginMetrics metrics,
            ActivationWindows windows,
            LoginAudit audit) {
        this.accounts = accounts;
        this.store = store;
        this.passwords = passwords;
        this.brake = brake;
        this.devices = devices;
        this.room = room;
        this.sessions = sessions;
        this.issuing = issuing;
        this.revocations = revocations;
        this.index = index;
        this.metrics = metrics;
        this.windows = windows;
        this.audit = audit;
        this.answerWithin = config.answerWithin();
    }

    /// The waiting room comes first: it knows no names, and who waits there is not counted as guessing. `device` is the
    /// mark of the browser, if it has one.
    Uni<LoginOutcome> login(LoginRequest request, Optional<String> device, Arrival arrival) {
        return room.enter(request.ticket())
                .chain(admission -> switch (admission) {
                    case Admission.Admitted() ->
                        inside(request, device, arrival).onTermination().invoke(room::leave);
                    case Admission.Waiting waiting -> outcome(new LoginOutcome.Queued(waiting));
                    case Admission.Full(var pause) -> outcome(new LoginOutcome.TurnedAway(pause));
                })
                .invoke(metrics::count);
    }

    private Uni<LoginOutcome> inside(LoginRequest request, Optional<String> device, Arrival arrival) {
        String name = request.name();
        LoginBrake.Attempt attempt = device.filter(mark -> devices.knows(name, mark))
                .map(_ -> brake.attempt("device " + name))
                .orElseGet(() -> brake.attempt(name, arrival.address()));
        return brake.count(attempt)
                .chain(wait -> wait.isZero()
                        ? judge(attempt, name, request.password(), arrival)
                        : outcome(new LoginOutcome.Braked(wait)));
    }

    private Uni<LoginOutcome> judge(LoginBrake.Attempt attempt, String name, String password, Arrival arrival) {
        return found(name, arrival)
                .chain(found -> check(found, password, arrival).invoke(outcome -> note(found, outcome, arrival)))
                .call(outcome -> settle(attempt, outcome))
                .onFailure()
                .call(_ -> brake.unjudged(attempt));
    }

    private Uni<Optional<Account>> found(String name, Arrival arrival) {
        return within(
                arrival.toBegin(answerWithin),
                store.account(index.of("id-number", name)).call(windows::look));
    }

    private void note(Optional<Account> found, LoginOutcome outcome, Arrival arrival) {
        found.ifPresent(account -> audit.note(account, outcome, arrival.address()));
    }

    private Uni<Void> settle(LoginBrake.Attempt attempt, LoginOutcome outcome) {
        return outcome instanceof LoginOutcome.Granted ? brake.proved(attempt) : brake.failed();
    }

    private Uni<LoginOutcome> check(Optional<Account> found, String password, Arrival arrival) {
        String hash = found.map(Account::passwordHash).orElse(null);
        Uni<Boolean> verified = hash == null ? passwords.verifyNothing(password) : passwords.verify(hash, password);
        return verified.chain(right ->
                found.map(account -> decide(account, right, password, arrival)).orElseGet(LoginService::denied));
    }

    private Uni<LoginOutcome> decide(Account account, boolean right, String password, Arrival arrival) {
        return switch (account.status()) {
            case ACTIVE -> right ? open(account, password, arrival) : denied();
            case PENDING ->
                initial(account, password)
                        .map(index -> activation(account, index, arrival))
                        .orElseGet(LoginService::denied);
            case DISABLED -> denied();
        };
    }

    private Uni<LoginOutcome> open(Account account, String password, Arrival arrival) {
        return inTime(sessions.open(account, arrival.device()), arrival)
                .call(grant -> grant.isPresent()
                        ? rehash(account, password, arrival)
                        : Uni.createFrom().voidItem())
                .map(grant -> grant.<LoginOutcome>map(LoginOutcome.Granted::new).orElseGet(LoginOutcome.Denied::new));
    }

    /// Each login with the initial password ends the activation token before: there is one at a time, and losing it
    /// locks nobody out. The initial password itself dies with the activation.
    private Uni<LoginOutcome> activation(Account account, byte[] initial, Arrival arrival) {
        return inTime(accounts.endActivationTokens(account.id(), initial), arrival)
                .map(version -> version.map(now -> granted(account, now)).orElseGet(LoginOutcome.Denied::new));
    }

    /// Whatever is asked of PostgreSQL has what the steps before it left.
    private <T> Uni<T> inTime(Uni<T> step, Arrival arrival) {
        return within(arrival.left(answerWithin), step);
    }

    private static <T> Uni<T> within(Duration bound, Uni<T> step) {
        return step.ifNoItem().after(bound).failWith(() -> new Unavailable("log-in: not in time", SOON));
    }

    private LoginOutcome granted(Account account, int version) {
        revocations.raise(account.id(), version);
        return new LoginOutcome.Granted(issuing.activation(account, version));
    }

    /// The index of the initial password where this is it, and works now.
    private Optional<byte[]> initial(Account account, String password) {
        return Optional.ofNullable(account.initialIndex())
                .filter(initial -> MessageDigest.isEqual(initial, index.of("mobile", password)))
                .filter(_ -> windows.admit(account.home().path()));
    }

    private Uni<Void> rehash(Account account, String password, Arrival arrival) {
        String old = account.passwordHash();
        if (old == null || !passwords.outdated(old) || arrival.late(answerWithin)) {
            return Uni.createFrom().voidItem();
        }
        Uni<?> kept = passwords.hash(password).chain(fresh -> accounts.rehash(account.id(), old, fresh));
        return inTime(kept, arrival)
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.infof("account %d: the next log-in renews its hash: %s", account.id(), failure))
                .onFailure()
                .recoverWithNull();
    }

    private static Uni<LoginOutcome> denied() {
        return outcome(new LoginOutcome.Denied());
    }

    private static Uni<LoginOutcome> outcome(LoginOutcome outcome) {
        return Uni.createFrom().item(outcome);
    }
}
