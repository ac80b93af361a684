package cn.chaoxue.cadre;

import cn.chaoxue.platform.crypto.BlindIndex;
import cn.chaoxue.platform.crypto.FieldCipher;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;

/// Seals and opens the personal fields of a cadre record (A1.9); the one place that knows their names.
@Singleton
class CadreSeals {

    private static final String ID_NUMBER = "id-number";
    private static final String MOBILE = "mobile";

    private final FieldCipher cipher;
    private final BlindIndex index;

    CadreSeals(FieldCipher cipher, BlindIndex index) {
        this.cipher = cipher;
        this.index = index;
    }

    SealedCadre seal(long id, NewCadre cadre) {
        String idNumber = cadre.idNumber().value();
        return new SealedCadre(
                id,
                cadre,
                Buffer.buffer(cipher.seal(ID_NUMBER, id, idNumber)),
                Buffer.buffer(index.of(ID_NUMBER, idNumber)),
                Buffer.buffer(cipher.seal(MOBILE, id, cadre.mobile())),
                Buffer.buffer(index.of(MOBILE, cadre.mobile())));
    }

    String idNumber(long id, Buffer sealed) {
        return cipher.open(ID_NUMBER, id, sealed.getBytes());
    }

    String mobile(long id, Buffer sealed) {
        return cipher.open(MOBILE, id, sealed.getBytes());
    }
}
