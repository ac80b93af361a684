package cn.chaoxue.activation;

import cn.chaoxue.platform.problem.Problem;

/// What a unit above has ordered is not for those below to take back.
final class Superior {

    private Superior() {}

    static void refuse(boolean ordered) {
        if (ordered) {
            throw Problem.conflict("superior-needed", "A unit above ordered it; only that unit takes it back.");
        }
    }
}
