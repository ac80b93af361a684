package cn.chaoxue.liaison;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One field in clear.
@Schema(name = "LiaisonRevealed")
record ShownContact(
        Contact.Field field,
        @Schema(examples = "13800000000") @Nullable String value) {

    static ShownContact of(Contact.Field field, StoredLiaison stored) {
        return new ShownContact(field, stored.contact().get(field));
    }

    /// The value stays out of logs.
    @Override
    public String toString() {
        return "ShownContact[" + field + "]";
    }
}
