package cn.chaoxue.load.faults;

import java.time.Duration;

/// One fault, or one kind of it, injected into running processes under load. Everything it starts is its own:
/// servers, people, journal.
public interface Drill {

    /// As the command line names it.
    String name();

    /// One sentence: what is done to whom, and what must hold all the same.
    String title();

    /// After this the drill is ended from outside and has failed.
    Duration limit();

    /// Runs it. An exception is a failure of the drill itself, and counts as one.
    Result run() throws Exception;
}
