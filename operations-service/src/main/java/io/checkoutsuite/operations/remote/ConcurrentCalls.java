package io.checkoutsuite.operations.remote;

import io.checkoutsuite.operations.participant.Participant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Calls several participants at once, so that a slow one does not add to the time of the others. */
@Component
class ConcurrentCalls implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** The result of each, in the order of the participants. Throws what the first call that fails throws. */
    <T> Map<Participant, T> each(Collection<Participant> asked, Function<Participant, T> call) {
        Map<Participant, Future<T>> pending = new EnumMap<>(Participant.class);
        asked.forEach(participant -> pending.put(participant, threads.submit(() -> call.apply(participant))));
        Map<Participant, T> results = new EnumMap<>(Participant.class);
        pending.forEach((participant, result) -> results.put(participant, await(result)));
        return results;
    }

    private static <T> T await(Future<T> result) {
        try {
            return result.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The calls were interrupted", stopped);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
