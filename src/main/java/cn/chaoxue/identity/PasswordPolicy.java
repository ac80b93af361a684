package cn.chaoxue.identity;

import java.util.List;
import java.util.Optional;

/// What a new password must be: 8 to 64 characters, without a piece of its owner's ID or mobile number.
public final class PasswordPolicy {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 64;
    /// A shorter run of equal digits is chance; the birth date and the end of the mobile number are longer.
    private static final int PIECE = 6;

    private PasswordPolicy() {}

    /// Why `password` is refused; empty when it is good. `personal` are the numbers it must not hold a piece of.
    public static Optional<String> objection(String password, List<String> personal) {
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            return Optional.of("must have %d to %d characters".formatted(SHORTEST, LONGEST));
        }
        if (personal.stream().anyMatch(number -> sharesPiece(password, number))) {
            return Optional.of("must not contain parts of the ID number or the mobile number");
        }
        return Optional.empty();
    }

    private static boolean sharesPiece(String password, String number) {
        for (int from = 0; from + PIECE <= number.length(); from++) {
            if (password.contains(number.substring(from, from + PIECE))) {
                return true;
            }
        }
        return false;
    }
}
