package cn.chaoxue.exam;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs callers at the same time and fails with the first failure of any.
final class Concurrently {

    private Concurrently() {}

    static void times(int callers, Callable<?> call) throws InterruptedException {
        all(Collections.nCopies(callers, call));
    }

    static void all(List<? extends Callable<?>> calls) throws InterruptedException {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> futures = new ArrayList<>();
            calls.forEach(call -> futures.add(executor.submit(call)));
            for (Future<?> future : futures) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
