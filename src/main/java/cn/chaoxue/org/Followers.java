package cn.chaoxue.org;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;

/// All who follow a unit, asked one after the other: they share a connection.
@Singleton
class Followers {

    private final List<UnitFollower> followers;

    Followers(@All List<UnitFollower> followers) {
        this.followers = followers;
    }

    Uni<Void> each(Function<UnitFollower, Uni<Void>> step) {
        return each(followers, step);
    }

    /// What each of them says.
    <T> Uni<List<T>> all(Function<UnitFollower, Uni<T>> step) {
        return steps(followers, step);
    }

    static <T> Uni<Void> each(List<T> some, Function<T, Uni<Void>> step) {
        return steps(some, step).replaceWithVoid();
    }

    private static <T, R> Uni<List<R>> steps(List<T> some, Function<T, Uni<R>> step) {
        return Multi.createFrom()
                .iterable(some)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .asList();
    }
}
