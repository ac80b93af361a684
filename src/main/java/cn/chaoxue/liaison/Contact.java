package cn.chaoxue.liaison;

import cn.chaoxue.cadre.Masking;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// How to reach a liaison, in clear: held only while it is written, compared or shown for a reason.
record Contact(
        @Nullable String officePhone,
        @Nullable String mobile,
        @Nullable String qq,
        @Nullable String email) {

    /// One of them.
    enum Field {
        OFFICE_PHONE("officePhone"),
        MOBILE("mobile"),
        QQ("qq"),
        EMAIL("email");

        final String wireName;

        Field(String wireName) {
            this.wireName = wireName;
        }
    }

    @Nullable
    String get(Field field) {
        return switch (field) {
            case OFFICE_PHONE -> officePhone;
            case MOBILE -> mobile;
            case QQ -> qq;
            case EMAIL -> email;
        };
    }

    /// As it is shown to all who see the directory.
    @Nullable
    String masked(Field field) {
        String value = get(field);
        if (value == null) {
            return null;
        }
        return switch (field) {
            case OFFICE_PHONE, MOBILE -> Masking.mobile(value);
            case QQ -> Masking.qq(value);
            case EMAIL -> Masking.email(value);
        };
    }

    String written() {
        JsonObject all = new JsonObject();
        for (Field field : Field.values()) {
            all.put(field.wireName, get(field));
        }
        return all.encode();
    }

    static Contact read(String written) {
        JsonObject all = new JsonObject(written);
        return new Contact(
                all.getString(Field.OFFICE_PHONE.wireName),
                all.getString(Field.MOBILE.wireName),
                all.getString(Field.QQ.wireName),
                all.getString(Field.EMAIL.wireName));
    }

    /// Names nobody: contacts pass through failures.
    @Override
    public String toString() {
        return "Contact";
    }
}
