package cn.chaoxue.deadletter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a re-drive did.
/// @param redriven letters saved
/// @param stayed letters refused again
/// @param next pass it as `after` to go on; null when all were tried
public record Redriven(int redriven, int stayed, @Nullable Long next) {

    static Redriven of(List<Boolean> saved, @Nullable Long next) {
        int redriven = (int) saved.stream().filter(Boolean::booleanValue).count();
        return new Redriven(redriven, saved.size() - redriven, next);
    }
}
