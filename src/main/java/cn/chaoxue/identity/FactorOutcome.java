package cn.chaoxue.identity;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of a step with the second factor.
sealed interface FactorOutcome {

    /// A secret that waits for its first code.
    record Offered(FactorOfferView offer) implements FactorOutcome {}

    /// In force; the recovery codes are shown this once. `login` replaces a token that could do nothing else.
    record Enrolled(List<String> recoveryCodes, @Nullable Grant login) implements FactorOutcome {

        /// Opens nothing.
        @Override
        public String toString() {
            return "Enrolled[" + login + "]";
        }
    }

    /// Shown: the login is whole.
    record Passed(Grant login) implements FactorOutcome {}

    record Wrong() implements FactorOutcome {}

    /// There is a second factor already, and no code of it was given: nothing to judge.
    record CodeNeeded() implements FactorOutcome {}

    /// Too many wrong ones in a row, over days.
    record Locked() implements FactorOutcome {}

    /// Too many wrong ones just now.
    record Braked(Duration pause) implements FactorOutcome {}

    /// The account changed meanwhile, or answers for nobody.
    record Unfit() implements FactorOutcome {}
}
