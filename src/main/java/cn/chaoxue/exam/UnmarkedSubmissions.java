package cn.chaoxue.exam;

import cn.chaoxue.deadletter.Burial;
import cn.chaoxue.deadletter.DeadLetters;
import cn.chaoxue.deadletter.Letter;
import cn.chaoxue.exam.Verdicts.Rejected;
import cn.chaoxue.platform.redis.Shard;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Submissions no retry could save, as dead letters: the stream's entry, whole.
@ApplicationScoped
class UnmarkedSubmissions {

    static final String SOURCE = "exam-submission";

    private final DeadLetters letters;

    UnmarkedSubmissions(DeadLetters letters) {
        this.letters = letters;
    }

    /// Keeps rejected entries in the transaction that would have persisted them. Yields how many were not kept before.
    Uni<Integer> keep(SqlConnection tx, List<Rejected> rejected) {
        return letters.keep(
                tx, SOURCE, rejected.stream().map(UnmarkedSubmissions::burial).toList());
    }

    /// The entry a letter was made of.
    static Entry entry(Letter letter) {
        String[] name = letter.entryId().split(" ", 2);
        return new Entry(shard(name[0]), name[1], letter.fields());
    }

    private static Burial burial(Rejected rejected) {
        return new Burial(rejected.entry().name(), rejected.entry().fields(), rejected.reason());
    }

    private static Shard shard(String streamKey) {
        return Shard.all().stream()
                .filter(shard -> SubmissionStream.key(shard).equals(streamKey))
                .findFirst()
                .orElseThrow();
    }
}
