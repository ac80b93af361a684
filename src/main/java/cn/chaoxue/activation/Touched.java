package cn.chaoxue.activation;

import java.util.List;

/// What became of one account.
/// @param changed whether its password was taken, or given back
record Touched(long id, boolean changed) {

    static int changed(List<Touched> some) {
        return (int) some.stream().filter(Touched::changed).count();
    }
}
