package cn.chaoxue.identity;

/// A place in the waiting room: which room (a room that emptied and opened again has a new epoch), which number in it,
/// and until when by Redis's clock it is kept for someone who does not return. Says nothing about who holds it.
record WaitingTicket(long epoch, long number, long expiresAtSeconds) {

    /// Tickets of one block share a Redis key that counts their tries.
    private static final int BLOCK = 1 << 16;

    static final WaitingTicket NONE = new WaitingTicket(0, 0, 0);

    long block() {
        return number / BLOCK;
    }

    long placeInBlock() {
        return number % BLOCK;
    }
}
