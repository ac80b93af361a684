package cn.chaoxue.rights;

import cn.chaoxue.platform.problem.Problem;

/// What refused requests are answered with.
final class GrantProblems {

    private GrantProblems() {}

    /// The outcome of what was done; throws the problem to answer with otherwise.
    static GrantOutcome.Done done(GrantOutcome outcome) {
        return switch (outcome) {
            case GrantOutcome.Done done -> done;
            case GrantOutcome.Absent() -> throw Problem.notFound();
            case GrantOutcome.Misfit() ->
                throw Problem.conflict("role-level", "This role does not stand at units of this level.");
            case GrantOutcome.Beyond() -> throw Problem.conflict("superior-needed", "Only a unit above may do this.");
            case GrantOutcome.Outlasting() ->
                throw Problem.conflict("beyond-own-term", "Your own right ends before; name an earlier end.");
            case GrantOutcome.Own() ->
                throw Problem.conflict("own-account", "Your own rights are kept by the unit above.");
            case GrantOutcome.NotTheirs() ->
                throw Problem.conflict("not-held", "Nobody gives this right without holding it.");
            case GrantOutcome.SeesMore() ->
                throw Problem.conflict(
                        "holder-unmasks",
                        "The holder sees in clear: this takes somebody who does too and for as long, or withdrawing that right"
                                + " first.");
            case GrantOutcome.Idle() ->
                throw Problem.conflict(
                        "keeps-no-records", "It adds to the keeping of records: the cadre keeps none there or below.");
            case GrantOutcome.Held() -> throw Problem.conflict("held-already", "The cadre holds this right already.");
            case GrantOutcome.Unbegun() ->
                throw Problem.conflict(
                        "one-time-password-needed",
                        "The account began with the initial password, or with one from somebody who could not give this right;"
                                + " ask for a one-time password.");
            case GrantOutcome.Closed() ->
                throw Problem.conflict("account-state", "The account is disabled, or the unit closed.");
        };
    }
}
