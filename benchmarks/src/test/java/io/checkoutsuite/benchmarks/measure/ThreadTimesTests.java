package io.checkoutsuite.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.benchmarks.measure.ProcFiles.OsThread;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ThreadTimesTests {

    private static final long MILLI = 1_000_000;

    @Test
    void threads_of_one_kind_are_added_up_and_the_rest_belongs_to_threads_that_ended() {
        Map<Long, OsThread> before =
                threads(new OsThread(1, "ForkJoinPool-1-", 5 * MILLI), new OsThread(2, "GC Thread#0", MILLI));
        Map<Long, OsThread> after = threads(
                new OsThread(1, "ForkJoinPool-1-", 8 * MILLI),
                new OsThread(2, "GC Thread#0", 2 * MILLI),
                new OsThread(3, "ForkJoinPool-1-", 4 * MILLI));

        Map<String, Double> millis = ThreadTimes.millis(before, after, 10);

        assertThat(millis)
                .containsExactly(
                        Map.entry(ThreadKind.VIRTUAL_THREADS.title(), 7.0),
                        Map.entry(ThreadKind.ENDED.title(), 2.0),
                        Map.entry(ThreadKind.GARBAGE_COLLECTOR.title(), 1.0));
    }

    @Test
    void names_that_the_operating_system_cuts_after_15_characters_are_recognized() {
        assertThat(List.of(
                                "KafkaConsumerDestination{name='checkoutCompletion'}.container-0-C-1",
                                "kafka-producer-network-thread | producer-1",
                                "kafka-coordinator-heartbeat-thread | order-service",
                                "data-plane-kafka-request-handler-1",
                                "mongo-server-worker0",
                                "C2 CompilerThread0",
                                "main")
                        .stream()
                        .map(name -> name.substring(0, Math.min(15, name.length())))
                        .map(ThreadKind::of))
                .containsExactly(
                        ThreadKind.KAFKA_CONSUMER,
                        ThreadKind.KAFKA_PRODUCER,
                        ThreadKind.KAFKA_CONSUMER,
                        ThreadKind.BROKER,
                        ThreadKind.DOCUMENT_SERVER,
                        ThreadKind.COMPILER,
                        ThreadKind.OTHERS);
    }

    private static Map<Long, OsThread> threads(OsThread... threads) {
        return Stream.of(threads).collect(Collectors.toMap(OsThread::id, Function.identity()));
    }
}
