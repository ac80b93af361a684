package cn.chaoxue.demo;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// Demo mode: synthetic people, published accounts, rehearsals. Off unless asked for; never for real people's data.
@ConfigMapping(prefix = "chaoxue.demo")
public interface DemoConfig {

    /// Turns demo mode on. While off, everything under `/api/v1/demo` answers 404 and nothing is loaded.
    @WithDefault("false")
    boolean enabled();

    /// Loads the demo data at start; what is there already is left as it is. Readiness stays down until it is loaded.
    @WithDefault("true")
    boolean load();

    /// How many cadres there are at least; a larger number than last time adds the missing ones. At least 20.
    @WithDefault("2000")
    int cadres();

    /// People and rehearsals follow from this number alone. Changing it in an existing database adds a second
    /// population beside the first.
    @WithDefault("20170105")
    long seed();

    /// The password of every active demo account. All of them share one Argon2id hash, made once at start, because
    /// two hundred thousand separate hashes would take hours; a reason more to keep demo mode away from real data.
    @WithDefault("Chaoxue-demo-2017")
    String password();

    /// Gives the published accounts their published password back at start, with no password change demanded, so
    /// that the pairs of `GET /demo/accounts` always log in. This is the exemption of demo accounts: it exists only
    /// in demo mode.
    @WithDefault("true")
    boolean exemptAccounts();

    /// People per transaction while loading, 1000 at most; a crash loses at most this many, and the next start adds
    /// them.
    @WithDefault("1000")
    int loadBatch();

    /// How long the demo campaigns stay open; moved on at start when less than half of it is left.
    @WithDefault("60d")
    Duration campaignWindow();

    /// Learners of a rehearsal that begins by itself once the demo is loaded; 0 for none.
    @WithDefault("0")
    int rehearse();

    /// How long that rehearsal lasts.
    @WithDefault("300s")
    Duration rehearseFor();

    /// Most HTTP connections a rehearsal opens. Learners mostly pause, so a few connections carry thousands.
    @WithDefault("64")
    int rehearseConnections();

    /// Most log-ins a rehearsal has under way at once, so that real people still get through the log-in pool.
    @WithDefault("8")
    int rehearseLogins();

    /// Where a rehearsal sends its requests: another server than this one, for example one behind a balancer.
    Optional<String> rehearseUrl();
}
