package cn.chaoxue.rights;

/// What became of appointing an administrator of the centre, or of resetting one.
public sealed interface Appointment {

    /// Done; the password is shown this once.
    record Done(String oneTimePassword) implements Appointment {

        /// Names no password: outcomes end up in logs.
        @Override
        public String toString() {
            return "Done[]";
        }
    }

    /// An administrator of the centre already, who may see in clear from now on.
    record Widened() implements Appointment {}

    /// No record has this ID number.
    record Unknown() implements Appointment {}

    /// The account is disabled, or was merged with another.
    record Closed() implements Appointment {}

    /// Appointed already: a reset is what helps.
    record Held() implements Appointment {}

    /// Not one of the centre's administrators: a unit above resets them.
    record NotHeld() implements Appointment {}
}
