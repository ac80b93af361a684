package cn.chaoxue.identity;

import cn.chaoxue.platform.crypto.BlindIndex;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Writes tickets that only we can write and any process of this installation can read: nothing is stored per ticket.
@Singleton
class WaitingTickets {

    private static final int CONTENT_BYTES = 3 * Long.BYTES;
    private static final int SEAL_BYTES = 16;

    private final BlindIndex seals;

    WaitingTickets(BlindIndex seals) {
        this.seals = seals;
    }

    String write(WaitingTicket ticket) {
        byte[] content = ByteBuffer.allocate(CONTENT_BYTES)
                .putLong(ticket.epoch())
                .putLong(ticket.number())
                .putLong(ticket.expiresAtSeconds())
                .array();
        byte[] sealed = ByteBuffer.allocate(CONTENT_BYTES + SEAL_BYTES)
                .put(content)
                .put(seal(content))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /// The ticket, or [WaitingTicket#NONE] for anything that is not ours: whoever made it up begins at the end.
    WaitingTicket read(@Nullable String text) {
        byte[] sealed = text == null ? new byte[0] : decode(text);
        if (sealed.length != CONTENT_BYTES + SEAL_BYTES) {
            return WaitingTicket.NONE;
        }
        byte[] content = Arrays.copyOf(sealed, CONTENT_BYTES);
        byte[] presented = Arrays.copyOfRange(sealed, CONTENT_BYTES, sealed.length);
        if (!MessageDigest.isEqual(seal(content), presented)) {
            return WaitingTicket.NONE;
        }
        ByteBuffer fields = ByteBuffer.wrap(content);
        return new WaitingTicket(fields.getLong(), fields.getLong(), fields.getLong());
    }

    private byte[] seal(byte[] content) {
        String text = Base64.getEncoder().encodeToString(content);
        return Arrays.copyOf(seals.of("waiting-ticket", text), SEAL_BYTES);
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }
}
