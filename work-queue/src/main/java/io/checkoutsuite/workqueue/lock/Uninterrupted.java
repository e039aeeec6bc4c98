package io.checkoutsuite.workqueue.lock;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Runs commands of the database in threads that nobody interrupts: an interrupted command has an unknown outcome, and the lock might be held for nobody.
 */
final class Uninterrupted {

    private Uninterrupted() {}

    /** Waits for the result, however often this thread is interrupted meanwhile. */
    static <T> T call(Supplier<T> command) {
        FutureTask<T> task = new FutureTask<>(command::get);
        Thread.ofVirtual().name("lease-lock").start(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException(failed.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
