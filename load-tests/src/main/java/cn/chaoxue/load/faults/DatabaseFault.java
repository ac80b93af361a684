package cn.chaoxue.load.faults;

import cn.chaoxue.launcher.EmbeddedPostgres;

/// How PostgreSQL goes away and comes back.
enum DatabaseFault {
    /// In order: sessions end, everything is written.
    STOPPED("stop"),
    /// As by a power failure: it has to recover.
    KILLED("kill -9"),
    /// Its connections stay open and nothing answers.
    FROZEN("SIGSTOP");

    private final String words;

    DatabaseFault(String words) {
        this.words = words;
    }

    void takeAway(EmbeddedPostgres postgres) {
        switch (this) {
            case STOPPED -> postgres.stop();
            case KILLED -> postgres.kill();
            case FROZEN -> postgres.freeze();
        }
    }

    /// Returns when it answers again.
    void giveBack(EmbeddedPostgres postgres) {
        switch (this) {
            case STOPPED, KILLED -> postgres.start();
            case FROZEN -> postgres.thaw();
        }
    }

    @Override
    public String toString() {
        return words;
    }
}
