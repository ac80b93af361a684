package cn.chaoxue.posting;

/// How a person's standing changes (A1.8).
enum PostingKind {
    /// The main posting goes to another unit, and the person with it.
    TRANSFER,
    /// Works in another unit for some time; belongs to the own one.
    SECONDMENT,
    /// Holds a post in another unit besides.
    PART_TIME,
    /// Away for some time.
    LEAVE,
    /// Back from leave, secondment or retirement: to the own unit, or to another that receives the person.
    RETURN,
    /// The main posting ends, and none follows.
    RETIREMENT,
    /// A secondment or part-time post ends.
    END;

    /// Whether another unit always receives the person, and is asked.
    boolean received() {
        return this == TRANSFER || this == SECONDMENT || this == PART_TIME;
    }

    /// Whether the person belongs elsewhere, or nowhere, afterwards.
    boolean leaving() {
        return this == TRANSFER || this == RETIREMENT;
    }
}
