package cn.chaoxue.cadre;

import cn.chaoxue.identity.PersonalNumbers;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.util.List;

/// Opens a person's numbers for as long as it takes to compare a new password with them.
@Singleton
class OpenedNumbers implements PersonalNumbers {

    private final CadreRepository cadres;
    private final CadreSeals seals;

    OpenedNumbers(CadreRepository cadres, CadreSeals seals) {
        this.cadres = cadres;
        this.seals = seals;
    }

    @Override
    public Uni<List<String>> of(long accountId) {
        return cadres.find(accountId).map(found -> found.map(this::open).orElse(List.of()));
    }

    List<String> open(Cadre cadre) {
        return List.of(
                seals.idNumber(cadre.id, Buffer.buffer(cadre.idNumber)),
                seals.mobile(cadre.id, Buffer.buffer(cadre.mobile)));
    }
}
