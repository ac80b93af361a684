package cn.chaoxue.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long sessions live, and the bounds of what identity keeps in memory.
@ConfigMapping(prefix = "chaoxue.identity")
public interface IdentityConfig {

    /// `iss` of every token; a token of another issuer is refused.
    @WithDefault("https://chaoxue.cn")
    String issuer();

    /// `aud` of every token.
    @WithDefault("chaoxue-api")
    String audience();

    /// How long an access token is good for; ten minutes at most, because a lost one works until then.
    @WithDefault("10m")
    Duration accessTokenLifetime();

    /// An unused refresh token dies after this; using it in time begins the period anew.
    @WithDefault("24h")
    Duration refreshTokenLifetime();

    /// A session ends after this however busy it was; the person logs in again.
    @WithDefault("7d")
    Duration sessionLifetime();

    /// A refresh token presented again within this time is two tabs refreshing at once, not a thief: both get a pair.
    /// Later, reuse ends the session.
    @WithDefault("10s")
    Duration refreshGrace();

    /// A log-in fails as unavailable after this, whichever of its steps took so long; a password is hashed to the end.
    @WithDefault("2400ms")
    Duration answerWithin();

    /// Log-ins that come within so short a time of each other are looked up together, and begun together. Each may
    /// wait as long, twice. One that comes alone does not wait.
    @WithDefault("40ms")
    Duration gather();

    /// Verified tokens kept in memory, some 600 bytes each. Beyond it the least used are verified again.
    @WithDefault("100000")
    int cachedTokens();

    /// How often this process asks which tokens were revoked. Revocation is seen everywhere within twice this time.
    @WithDefault("2s")
    Duration revocationPoll();

    /// Whether cookies are `Secure` and carry the `__Host-` prefix.
    @WithDefault("auto")
    CookieSecurity cookieSecure();

    /// Lets people in who still owe a password change. On in demo mode only: its accounts are shared and printed.
    @WithDefault("${chaoxue.demo.enabled:false}")
    boolean waiveForcedChange();

    /// Lets staff in who have not set up a second factor; who has is asked for it. On in demo mode only, for the same
    /// reason.
    @WithDefault("${chaoxue.demo.enabled:false}")
    boolean waiveSecondFactor();

    /// What staff prove beside the password.
    SecondFactor secondFactor();

    /// The pool that verifies passwords.
    Hashing hashing();

    /// What slows down guessing.
    Brake brake();

    /// Where people wait when everybody logs in at once.
    WaitingRoom waitingRoom();

    /// Time-based codes (RFC 6238), and recovery codes for when the device is lost.
    interface SecondFactor {

        /// Wrong codes in a row, over days; then only a superior helps. Beside it the brake slows guessing: a right
        /// guess in this many tries has a chance of one in six thousand.
        @WithDefault("50")
        int longestRow();
    }

    /// Argon2id takes 19 MiB and some 40 ms of one core per password; more threads than cores only add memory.
    interface Hashing {

        /// Threads beside the event loops.
        @WithDefault("2")
        int threads();

        /// Passwords waiting for a thread; one more is answered 503 with the time the queue needs. More than the
        /// waiting room's places, so that new passwords can be set while everybody logs in.
        @WithDefault("150")
        int maxWaiting();
    }

    /// Numbers are given out and called up in Redis, so that all pods keep one order. Whoever holds one is not stored.
    interface WaitingRoom {

        /// People this process lets in at once; who is let in waits no longer than these take to hash. Half of them
        /// keep the threads busy, the rest absorbs people returning together.
        @WithDefault("100")
        int places();

        /// Numbers given out and not called up yet; one more is answered 503. At 50 logins/s this many wait an hour.
        @WithDefault("200000")
        int maxWaiting();

        /// Nobody is asked to stay away longer: when many give up, the rest must hear soon that it is their turn. With
        /// this many seconds, 10,000 people waiting ask 500 times a second.
        @WithDefault("20s")
        Duration longestRetry();

        /// How long beyond the time asked for a place is kept for somebody who does not return.
        @WithDefault("5m")
        Duration grace();

        /// How often a number that was called up lets its holder in: people mistype. At most 3.
        @WithDefault("3")
        int triesPerTicket();

        /// A room nobody came to for this long is forgotten; longer than any ticket lives.
        @WithDefault("1h")
        Duration memory();
    }

    /// Kept in Redis under keyed hashes, so that all pods count together and no name stands in clear. While Redis is
    /// away nothing is slowed down: people who know their password must get in.
    interface Brake {

        /// Failures in a row that cost nothing: people mistype.
        @WithDefault("5")
        int freeFailures();

        /// Wait after the first failure beyond; each further one doubles it.
        @WithDefault("2s")
        Duration firstDelay();

        /// No account waits longer, so nobody can lock another out for good.
        @WithDefault("60s")
        Duration longestDelay();

        /// Failures are forgotten after this long without one.
        @WithDefault("15m")
        Duration memory();

        /// Failures from one address (of IPv6 from one /64) at once, whatever the account; whole offices
        /// share one. Beyond it the budget refills by so many in a period, one a second by default.
        /// Log-ins under way count until their password is found right: keep it above what an office has
        /// under way, the places of the waiting room times the processes. Behind a proxy the address is
        /// the proxy's unless `quarkus.http.proxy.*` trusts its forwarding headers: without that
        /// everybody shares one budget.
        @WithDefault("300")
        int addressBudget();

        /// Failures of everybody at once; beyond it a hundred a second by default. Guessing from
        /// everywhere at once is slowed down so; a campaign's first morning stays far below. While it is
        /// used up each address has a tenth of its own budget, so that those who used it up do not shut
        /// out those who did not.
        @WithDefault("30000")
        int globalBudget();

        /// In which a budget that is used up is whole again.
        @WithDefault("5m")
        Duration period();

        /// How long a browser somebody has signed in with is known: what others use up of the budgets does not slow
        /// that person down there.
        @WithDefault("30d")
        Duration deviceMemory();
    }

    /// When session cookies are `Secure`.
    enum CookieSecurity {
        /// When the request came by https. Chromium keeps `Secure` cookies of http://localhost, but curl and
        /// a LAN address do not, so plain http gets plain cookies. Behind a proxy that ends TLS, let Quarkus
        /// trust its forwarding headers, or choose `ALWAYS`.
        AUTO,
        ALWAYS,
        NEVER
    }
}
