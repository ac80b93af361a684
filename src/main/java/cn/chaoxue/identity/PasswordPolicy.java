package cn.chaoxue.identity;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a new password must be: 8 to 64 characters, without six characters in a row of its owner's ID or
/// mobile number, in capitals or small.
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
            return Optional.of("must not contain %d or more characters in a row of the ID number or the mobile number"
                    .formatted(PIECE));
        }
        return Optional.empty();
    }

    private static boolean sharesPiece(String password, String number) {
        String plain = password.toUpperCase(Locale.ROOT);
        String digits = number.toUpperCase(Locale.ROOT);
        for (int from = 0; from + PIECE <= digits.length(); from++) {
            if (plain.contains(digits.substring(from, from + PIECE))) {
                return true;
            }
        }
        return false;
    }
}
