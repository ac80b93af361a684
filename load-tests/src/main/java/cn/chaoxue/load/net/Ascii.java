package cn.chaoxue.load.net;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Numbers and words in a buffer, without a string in between.
public final class Ascii {

    private Ascii() {}

    /// The bytes of plain ASCII text.
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Appends a number of 0 or more.
    public static void put(ByteBuffer out, long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        int end = out.position() + digits;
        long rest = number;
        for (int at = end - 1; at >= end - digits; at--) {
            out.put(at, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        out.position(end);
    }

    /// Appends tenths as a decimal fraction: 3712 as `371.2`.
    public static void putTenths(ByteBuffer out, long tenths) {
        put(out, tenths / 10);
        out.put((byte) '.').put((byte) ('0' + tenths % 10));
    }

    /// The number whose first digit is at `at`; 0 where there is none.
    public static int number(ByteBuffer in, int at) {
        int number = 0;
        for (int i = at; i < in.limit() && Character.isDigit(in.get(i)); i++) {
            number = number * 10 + in.get(i) - '0';
        }
        return number;
    }

    /// Where `word`, in lower case, begins in `from` to `to` − 1, or −1.
    public static int indexOfIgnoringCase(ByteBuffer in, int from, int to, byte[] word) {
        for (int at = from; at <= to - word.length; at++) {
            if (matches(in, at, word)) {
                return at;
            }
        }
        return -1;
    }

    /// Where the body begins, or −1 while the head is not whole.
    static int afterBlankLine(ByteBuffer in) {
        for (int at = in.position() + 3; at < in.limit(); at++) {
            if (in.get(at) == '\n' && in.get(at - 2) == '\n') {
                return at + 1;
            }
        }
        return -1;
    }

    private static boolean matches(ByteBuffer in, int at, byte[] word) {
        for (int i = 0; i < word.length; i++) {
            byte there = in.get(at + i);
            boolean same = there == word[i] || there >= 'A' && there <= 'Z' && there + ('a' - 'A') == word[i];
            if (!same) {
                return false;
            }
        }
        return true;
    }
}
