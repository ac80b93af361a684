package cn.chaoxue.demo;

/// What became of the wish to rehearse.
sealed interface RehearsalStart {

    record Begun(RehearsalView view) implements RehearsalStart {}

    record AlreadyRunning() implements RehearsalStart {}

    record NotLoaded() implements RehearsalStart {}
}
