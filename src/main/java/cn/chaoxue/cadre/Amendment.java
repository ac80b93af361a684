package cn.chaoxue.cadre;

import java.time.Instant;

/// A proposal that waits, with the record it is about.
record Amendment(
        long id, Instant submittedAt, StoredCadre stored, String unitName, String unitPath, AmendmentRequest wish) {

    CadreRecord wanted() {
        return wish.applied(stored.record());
    }
}
