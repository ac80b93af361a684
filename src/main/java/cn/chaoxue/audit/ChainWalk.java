package cn.chaoxue.audit;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One walk along the chain, from the first entry to the head as it was when the walk began.
final class ChainWalk {

    private final AuditHash hash;
    private final Anchor head;
    private final Optional<Anchor> noted;
    private long seq;
    private Buffer last = AuditHash.ORIGIN;
    private Verdict.@Nullable Broken broken;

    ChainWalk(AuditHash hash, Anchor head, Optional<Anchor> noted) {
        this.hash = hash;
        this.head = head;
        this.noted = noted;
    }

    /// An entry with the hash stored beside it.
    record Link(AuditRow row, Buffer stored) {}

    long seq() {
        return seq;
    }

    /// Takes the next entries; false when the walk is over.
    boolean acceptAll(List<Link> links) {
        for (Link link : links) {
            if (broken == null && seq < head.seq()) {
                accept(link);
            }
        }
        if (broken == null && links.isEmpty() && seq < head.seq()) {
            broken = new Verdict.Broken(seq + 1, "is missing, and so are all after it");
        }
        return broken == null && seq < head.seq();
    }

    private void accept(Link link) {
        AuditRow row = link.row();
        Buffer expected = hash.of(last, row);
        if (row.seq() != seq + 1) {
            broken = new Verdict.Broken(seq + 1, "is missing");
        } else if (!expected.equals(link.stored())) {
            broken = new Verdict.Broken(row.seq(), "is not as it was written");
        } else if (noted.filter(anchor -> anchor.seq() == row.seq())
                .filter(anchor -> !anchor.hash().equals(expected))
                .isPresent()) {
            broken = new Verdict.Broken(row.seq(), "is not the one that was noted");
        }
        seq = row.seq();
        last = expected;
    }

    /// Once [#acceptAll] said the walk is over.
    Verdict verdict() {
        if (broken != null) {
            return broken;
        }
        if (!last.equals(head.hash())) {
            return new Verdict.Broken(seq, "is not the last that was written");
        }
        return noted.filter(anchor -> anchor.seq() > seq)
                .<Verdict>map(
                        anchor -> new Verdict.Broken(seq + 1, "is missing: the log was longer when that was noted"))
                .orElseGet(() -> new Verdict.Intact(head));
    }
}
