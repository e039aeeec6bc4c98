package io.checkoutsuite.acceptance.crash;

import static org.awaitility.Awaitility.await;

import io.checkoutsuite.stack.client.Answer;
import io.checkoutsuite.stack.client.Unreachable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import lombok.RequiredArgsConstructor;
import org.awaitility.core.ConditionTimeoutException;

/** Scenarios by the points at which a process can die in them; the points are found by running each scenario undisturbed. */
@RequiredArgsConstructor
final class CrashMatrix {

    /** Between the death of a process and a definite answer: the lease, the restart on a busy machine, and a margin. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration UNTIL_REACHED = Duration.ofSeconds(20);

    /** Which processes end at the point. */
    enum Extent {
        ONE,
        ALL
    }

    private final CrashableSuite suite;

    /** The points of each scenario in their order; only those that come again when the same is done again. */
    Map<Scenario, Set<String>> points() {
        Map<Scenario, Set<String>> points = new EnumMap<>(Scenario.class);
        for (Scenario scenario : Scenario.values()) {
            Set<String> found = new LinkedHashSet<>(undisturbed(scenario));
            found.retainAll(undisturbed(scenario));
            points.put(scenario, found);
        }
        return points;
    }

    private Set<String> undisturbed(Scenario scenario) {
        CrashBuyer buyer = CrashBuyer.of(scenario, suite.client());
        suite.record();
        Answer answer = buyer.submits();
        List<String> offenders = new Inspection(suite.client(), buyer, answer).offenders();
        AtomicReference<Set<String>> last = new AtomicReference<>(Set.of());
        await("the suite comes to rest")
                .pollInterval(Duration.ofMillis(500))
                .until(() -> last.getAndSet(suite.recorded()).size()
                        == suite.recorded().size());
        suite.calmDown();
        if (!offenders.isEmpty()) {
            throw new AssertionError("Without any crash: " + offenders);
        }
        return suite.recorded();
    }

    Cell killedAt(Scenario scenario, String point, Extent extent) {
        CrashBuyer buyer = CrashBuyer.of(scenario, suite.client());
        if (extent == Extent.ONE) {
            suite.killAt(point);
        } else {
            suite.killAllAt(point);
        }
        CompletableFuture<Optional<Answer>> pressed = CompletableFuture.supplyAsync(() -> answered(buyer));
        boolean reached = awaitDeath(extent);
        long died = System.nanoTime();
        suite.calmDown();
        suite.restartTheDead();
        Optional<Answer> told = pressed.join();
        AtomicReference<Optional<Answer>> definite = new AtomicReference<>(told.filter(CrashMatrix::isDefinite));
        try {
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        if (definite.get().isEmpty()) {
                            definite.set(answered(buyer).filter(CrashMatrix::isDefinite));
                        }
                        return definite.get().isPresent();
                    });
        } catch (ConditionTimeoutException indefinite) {
            return new Cell(
                    scenario, point, reached, "none", since(died), List.of("G6: no definite answer in " + PATIENCE));
        }
        Answer answer = definite.get().orElseThrow();
        List<String> offenders = new ArrayList<>();
        long until = System.nanoTime() + PATIENCE.toNanos();
        do {
            offenders.clear();
            offenders.addAll(new Inspection(suite.client(), buyer, answer).offenders());
        } while (!offenders.isEmpty() && System.nanoTime() < until);
        String outcome = answer.ok() ? "order" : answer.reason();
        return new Cell(scenario, point, reached, outcome, since(died), offenders);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    /** Dying comes after the note of it. */
    private boolean awaitDeath(Extent extent) {
        try {
            await().atMost(UNTIL_REACHED)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> suite.hasDied() && (extent == Extent.ONE ? !suite.allLive() : suite.noneLives()));
            return true;
        } catch (ConditionTimeoutException notReached) {
            return false;
        }
    }

    private static Optional<Answer> answered(CrashBuyer buyer) {
        try {
            return Optional.of(buyer.submits());
        } catch (Unreachable down) {
            return Optional.empty();
        }
    }

    /** That a checkout is running, or that a service is down, is no outcome. */
    private static boolean isDefinite(Answer answer) {
        return answer.ok() || !answer.text("failureType").isEmpty();
    }
}
