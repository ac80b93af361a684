package cn.chaoxue.load.net;

/// Connections with nothing under way, the longest silent first.
final class IdleRing {

    private final int[] numbers;
    private int head;
    private int size;

    IdleRing(int capacity) {
        this.numbers = new int[capacity];
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(int number) {
        numbers[(head + size) % numbers.length] = number;
        size++;
    }

    int take() {
        int number = numbers[head];
        head = (head + 1) % numbers.length;
        size--;
        return number;
    }
}
