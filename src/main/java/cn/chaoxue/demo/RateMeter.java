package cn.chaoxue.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/// How fast a count grew over the last ten notes.
final class RateMeter {

    private static final int NOTES = 11;

    private record Note(long nanos, long count) {}

    private final LongSupplier count;
    private final Deque<Note> notes = new ArrayDeque<>();

    RateMeter(LongSupplier count) {
        this.count = count;
        note();
    }

    synchronized void note() {
        notes.addLast(new Note(System.nanoTime(), count.getAsLong()));
        if (notes.size() > NOTES) {
            notes.removeFirst();
        }
    }

    synchronized double perSecond() {
        Note from = notes.getFirst();
        long nanos = System.nanoTime() - from.nanos();
        return nanos <= 0 ? 0 : (count.getAsLong() - from.count()) * 1e9 / nanos;
    }
}
