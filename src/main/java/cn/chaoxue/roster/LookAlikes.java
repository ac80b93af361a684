package cn.chaoxue.roster;

import cn.chaoxue.cadre.ResidentId;
import java.util.List;

/// Counts the rows of one file whose ID numbers look alike: the same where masking shows them, and the same year. A few
/// do so by chance, and more in a large file: half a million people of one province and eighteen years have up to
/// eighteen such rows each. Many are guesses at somebody's number, which a dry run would answer without anybody's
/// permission. Numbers share counters by their hash: a megabyte, whatever the file.
final class LookAlikes {

    private static final int BITS = 20;
    private static final int SPREAD = 0x9E3779B9;

    /// One more may look alike for so many rows read.
    private static final int ROWS_FOR_ONE_MORE = 10_000;

    private final byte[] seen = new byte[1 << BITS];
    private final int most;
    private int rows;

    LookAlikes(int most) {
        this.most = most;
    }

    /// The next drafts of the file, with a note at each that is one too many.
    List<Draft> noted(List<Draft> drafts) {
        return drafts.stream()
                .map(draft -> isTooMany(draft) ? draft.noting(Note.of(Column.ID_NUMBER, "look-alike")) : draft)
                .toList();
    }

    private boolean isTooMany(Draft draft) {
        String number = draft.request().idNumber();
        return number != null
                && ResidentId.parse(number).filter(this::isTooMany).isPresent();
    }

    /// Counts this number; whether it is one too many.
    boolean isTooMany(ResidentId number) {
        rows++;
        int place = (number.masked() + number.birthYear()).hashCode() * SPREAD >>> (Integer.SIZE - BITS);
        if (seen[place] >= Math.min(most + rows / ROWS_FOR_ONE_MORE, Byte.MAX_VALUE)) {
            return true;
        }
        seen[place]++;
        return false;
    }
}
