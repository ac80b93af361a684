package cn.chaoxue.load.faults;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.load.faults.Told.Receipt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @TempDir
    Path folder;

    @Test
    void whoeverHasWritten_findsItInTheFile_whileOthersWrite() throws InterruptedException {
        Path file = folder.resolve("journal.csv");
        List<Thread> writers = new ArrayList<>();
        List<Boolean> found = java.util.Collections.synchronizedList(new ArrayList<>());
        try (Journal journal = Journal.in(file)) {
            for (int i = 0; i < 200; i++) {
                Receipt mine = new Receipt(i, "R" + i, 100, 0);
                writers.add(Thread.ofVirtual().start(() -> {
                    journal.write(mine);
                    found.add(Journal.read(file).contains(mine));
                }));
            }
            for (Thread writer : writers) {
                assertThat(writer.join(Duration.ofSeconds(30))).isTrue();
            }
        }
        assertThat(found).hasSize(200).containsOnly(true);
        assertThat(Journal.read(file)).hasSize(200).doesNotHaveDuplicates();
    }
}
