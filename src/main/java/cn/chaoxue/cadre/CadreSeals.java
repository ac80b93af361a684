package cn.chaoxue.cadre;

import cn.chaoxue.platform.crypto.BlindIndex;
import cn.chaoxue.platform.crypto.FieldCipher;
import cn.chaoxue.platform.crypto.SealedTable;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Seals and opens the personal fields of a cadre record (A1.9); the one place that knows their names.
@Singleton
class CadreSeals {

    private static final String ID_NUMBER = "id-number";
    private static final String MOBILE = "mobile";
    private static final String EMAIL = "email";
    private static final String QQ = "qq";

    private final FieldCipher cipher;
    private final BlindIndex index;

    CadreSeals(FieldCipher cipher, BlindIndex index) {
        this.cipher = cipher;
        this.index = index;
    }

    @Produces
    @Singleton
    static SealedTable sealedTable() {
        return SealedTable.of(
                "cadre", "id", Map.of("id_number", ID_NUMBER, "mobile", MOBILE, "email", EMAIL, "qq", QQ));
    }

    /// The two numbers every record has, sealed for one row, and their indexes.
    record Numbers(Buffer idNumber, Buffer idIndex, Buffer mobile, Buffer mobileIndex) {}

    SealedCadre seal(long id, NewCadre cadre) {
        Numbers numbers = seal(id, cadre.idNumber(), cadre.mobile());
        return new SealedCadre(
                id, cadre, numbers.idNumber(), numbers.idIndex(), numbers.mobile(), numbers.mobileIndex());
    }

    Numbers seal(long id, ResidentId number, String mobile) {
        return new Numbers(
                sealIdNumber(id, number.value()),
                idIndex(number),
                sealMobile(id, mobile),
                Buffer.buffer(index.of(MOBILE, mobile)));
    }

    Buffer idIndex(ResidentId number) {
        return Buffer.buffer(index.of(ID_NUMBER, number.value()));
    }

    Buffer sealIdNumber(long id, String number) {
        return Buffer.buffer(cipher.seal(ID_NUMBER, id, number));
    }

    Buffer sealMobile(long id, String mobile) {
        return Buffer.buffer(cipher.seal(MOBILE, id, mobile));
    }

    @Nullable
    Buffer sealEmail(long id, @Nullable String email) {
        return email == null ? null : Buffer.buffer(cipher.seal(EMAIL, id, email));
    }

    @Nullable
    Buffer sealQq(long id, @Nullable String qq) {
        return qq == null ? null : Buffer.buffer(cipher.seal(QQ, id, qq));
    }

    String idNumber(long id, Buffer sealed) {
        return cipher.open(ID_NUMBER, id, sealed.getBytes());
    }

    String mobile(long id, Buffer sealed) {
        return cipher.open(MOBILE, id, sealed.getBytes());
    }

    @Nullable
    String email(long id, @Nullable Buffer sealed) {
        return sealed == null ? null : cipher.open(EMAIL, id, sealed.getBytes());
    }

    @Nullable
    String qq(long id, @Nullable Buffer sealed) {
        return sealed == null ? null : cipher.open(QQ, id, sealed.getBytes());
    }
}
