package cn.chaoxue.rights;

import cn.chaoxue.cadre.SealedRows;
import cn.chaoxue.identity.FactorResealing;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/// The secrets of second factors are sealed like personal fields, and follow a change of their key.
@Singleton
class FactorRows implements SealedRows {

    private final FactorResealing factors;

    FactorRows(FactorResealing factors) {
        this.factors = factors;
    }

    @Override
    public Uni<Integer> some(int key) {
        return factors.some(key);
    }

    @Override
    public Uni<Long> left(int key) {
        return factors.left(key);
    }
}
