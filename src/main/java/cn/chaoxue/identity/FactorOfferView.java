package cn.chaoxue.identity;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What an authenticator app needs, as text, as address, and as picture. Prints without it.
@Schema(name = "SecondFactorOffer")
record FactorOfferView(
        @Schema(examples = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
        String secret,

        @Schema(examples = "otpauth://totp/Chaoxue:4711?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Chaoxue")
        String uri,

        QrCode qr) {

    /// Names the account by its number: the address ends up in an app and its backups.
    static FactorOfferView of(long accountId, String secret) {
        String uri = "otpauth://totp/Chaoxue:%d?secret=%s&issuer=Chaoxue".formatted(accountId, secret);
        return new FactorOfferView(secret, uri, QrCode.of(uri));
    }

    @Override
    public String toString() {
        return "FactorOfferView[]";
    }
}
