package cn.chaoxue.load.faults;

/// A drill that cannot run on this machine. It proves nothing, neither way.
final class Skipped extends RuntimeException {

    Skipped(String why) {
        super(why, null, false, false);
    }
}
