package cn.chaoxue.identity;

import java.io.ByteArrayOutputStream;

/// RFC 4648, without padding: how authenticator apps take secrets.
final class Base32 {

    static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private Base32() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int held = 0;
        int bits = 0;
        for (byte one : bytes) {
            held = held << Byte.SIZE | (one & 0xFF);
            bits += Byte.SIZE;
            while (bits >= BITS) {
                bits -= BITS;
                text.append(ALPHABET.charAt(held >>> bits & 31));
            }
        }
        return bits == 0
                ? text.toString()
                : text.append(ALPHABET.charAt(held << BITS - bits & 31)).toString();
    }

    /// What [#encode] was given.
    static byte[] decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int held = 0;
        int bits = 0;
        for (char one : text.toCharArray()) {
            held = held << BITS | ALPHABET.indexOf(one);
            bits += BITS;
            if (bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                bytes.write(held >>> bits);
            }
        }
        return bytes.toByteArray();
    }
}
