package cn.chaoxue.cadre;

import io.smallrye.mutiny.Uni;

/// Rows that hold what people's records hold, sealed. A change of keys seals them anew, wherever they are kept.
public interface SealedRows {

    /// Seals anew up to some hundred rows not sealed under `key`; how many there were.
    Uni<Integer> some(int key);

    /// How many lie under another key.
    Uni<Long> left(int key);
}
