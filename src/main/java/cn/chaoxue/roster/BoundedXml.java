package cn.chaoxue.roster;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;

/// One part of a workbook while it unpacks: never more than the budget all parts share, never many times its packed
/// size, and in it only what [Markup] lets pass.
final class BoundedXml extends FilterInputStream {

    private static final long RATIO_MATTERS_FROM = 1 << 20;

    private final Budget budget;
    private final long packed;
    private long unpacked;
    private final Markup markup = new Markup();

    BoundedXml(InputStream in, ZipEntry entry, Budget budget) {
        super(in);
        this.budget = budget;
        this.packed = Math.max(1, entry.getCompressedSize());
    }

    /// What is left of the unpacked size allowed in all, and how far a part may swell.
    static final class Budget {
        private long left;
        private final int ratio;

        Budget(long bytes, int ratio) {
            this.left = bytes;
            this.ratio = ratio;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read > 0) {
            count(read);
            watch(bytes, offset, read);
        }
        return read;
    }

    private void count(int read) {
        unpacked += read;
        budget.left -= read;
        boolean swells = unpacked > RATIO_MATTERS_FROM && unpacked / packed > budget.ratio;
        if (budget.left < 0 || swells) {
            throw new FileTrouble("swells");
        }
    }

    private void watch(byte[] bytes, int offset, int read) {
        for (int i = offset; i < offset + read; i++) {
            markup.see(bytes[i]);
        }
    }
}
