package cn.chaoxue.roster;

/// Somebody else moved the import on, or cancelled it: this worker's batch is void, and nothing is wrong.
final class LeaseLost extends RuntimeException {

    LeaseLost() {
        super("the import is no longer this worker's", null, false, false);
    }
}
