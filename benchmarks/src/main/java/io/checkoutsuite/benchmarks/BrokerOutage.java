package io.checkoutsuite.benchmarks;

import io.checkoutsuite.benchmarks.load.Submission;
import io.checkoutsuite.benchmarks.report.OutageResult;
import io.checkoutsuite.benchmarks.suite.MeasuredSuite;
import io.checkoutsuite.stack.client.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Kills the broker during a load and starts it again after some time. */
final class BrokerOutage {

    private record Times(Instant from, Instant until) {}

    private final CompletableFuture<Times> outage;

    /** @param after when it begins, counted from now */
    BrokerOutage(MeasuredSuite suite, Duration after, Duration time) {
        outage = CompletableFuture.supplyAsync(
                () -> {
                    Pause.of(after);
                    Instant from = Instant.now();
                    suite.killBroker();
                    Pause.of(time);
                    suite.startBroker();
                    return new Times(from, Instant.now());
                },
                Thread::startVirtualThread);
    }

    void awaitEnd() {
        outage.join();
    }

    /** @param applied when all participants had applied each of the orders */
    OutageResult result(List<Submission> orders, List<Instant> applied) {
        Times times = outage.join();
        long meanwhile = 0;
        Duration catchUp = Duration.ZERO;
        for (int i = 0; i < orders.size(); i++) {
            Instant responded = orders.get(i).respondedAt();
            if (responded.isBefore(times.until())) {
                meanwhile += responded.isBefore(times.from()) ? 0 : 1;
                Duration late = Duration.between(times.until(), applied.get(i));
                catchUp = late.compareTo(catchUp) > 0 ? late : catchUp;
            }
        }
        return new OutageResult(seconds(Duration.between(times.from(), times.until())), meanwhile, seconds(catchUp));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
