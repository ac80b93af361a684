package cn.chaoxue.platform.redis;

/// Which of the 16,384 slots of a Redis Cluster a key lives in: CRC16 (XMODEM) of its hash tag, or of all of it. Pure.
final class HashSlot {

    static final int COUNT = 16_384;
    private static final int POLYNOMIAL = 0x1021;
    private static final int[] TABLE = table();

    private HashSlot() {}

    static int of(byte[] key) {
        int from = indexOf(key, '{', 0) + 1;
        int end = from == 0 ? -1 : indexOf(key, '}', from);
        return end > from ? crc(key, from, end) % COUNT : crc(key, 0, key.length) % COUNT;
    }

    private static int indexOf(byte[] key, char wanted, int from) {
        for (int i = from; i < key.length; i++) {
            if (key[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static int crc(byte[] bytes, int from, int end) {
        int crc = 0;
        for (int i = from; i < end; i++) {
            crc = (crc << 8) & 0xFFFF ^ TABLE[(crc >> 8 ^ bytes[i]) & 0xFF];
        }
        return crc;
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
            }
            table[i] = crc & 0xFFFF;
        }
        return table;
    }
}
