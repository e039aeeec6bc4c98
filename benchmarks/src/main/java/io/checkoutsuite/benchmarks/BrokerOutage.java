package io.checkoutsuite.benchmarks;

import io.checkoutsuite.benchmarks.load.Submission;
import io.checkoutsuite.benchmarks.report.OutageResult;
import io.checkoutsuite.benchmarks.suite.MeasuredSuite;
import io.checkoutsuite.stack.client.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Takes the broker away for some time during a load. */
final class BrokerOutage {

    private record Away(Instant from, Instant until) {}

    private final CompletableFuture<Away> away;

    /** @param after when it begins, counted from now */
    BrokerOutage(MeasuredSuite suite, Duration after, Duration time) {
        away = CompletableFuture.supplyAsync(() -> {
            Pause.of(after);
            Instant from = Instant.now();
            suite.killBroker();
            Pause.of(time);
            suite.startBroker();
            return new Away(from, Instant.now());
        });
    }

    void awaitEnd() {
        away.join();
    }

    /** @param applied when all participants had applied each of the orders */
    OutageResult result(List<Submission> orders, List<Instant> applied) {
        Away times = away.join();
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
