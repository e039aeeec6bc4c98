package io.checkoutsuite.acceptance.crash;

import static org.awaitility.Awaitility.await;

import io.checkoutsuite.acceptance.crash.CrashServers.Part;
import io.checkoutsuite.stack.Addresses;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.Answer;
import io.checkoutsuite.stack.client.SuiteClient;
import io.checkoutsuite.stack.client.Unreachable;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import lombok.RequiredArgsConstructor;
import org.awaitility.core.ConditionTimeoutException;

/** Kills processes at the points of each scenario; the points are found by running the scenario without a crash. */
@RequiredArgsConstructor
final class CrashMatrix {

    /** Between a crash and a definite response: the lease, the restart on a busy machine, and a margin. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** A point of a recovery is reached only after a restart and the rest of a lease. */
    private static final Duration UNTIL_REACHED = Duration.ofSeconds(40);

    /** Two processes may race for the work at a point, and occasionally the wrong one wins. */
    private static final int TRIES = 3;

    /** The point at which the cart service dies before its recovery is examined. */
    private static final String ALL_IS_HELD = "cart · authorizePayments.run · after";

    /** Which processes are killed at the point. */
    enum Extent {
        ONE("the process that reaches the point is killed"),
        ALL("all five services are killed when one reaches the point"),
        DATABASE("the database is killed when a service reaches the point"),
        BROKER("the broker is killed when a service reaches the point"),
        BESIDE_ANOTHER("the process that reaches the point is killed, and another node of its service takes over");

        private final String words;

        Extent(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        String title() {
            return Character.toUpperCase(words.charAt(0)) + words.substring(1);
        }
    }

    private final CrashableSuite suite;

    /** Returns the points of each scenario in order; only those that occur again in a second run. */
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
        Optional<Answer> before = whatComesBefore(scenario, buyer);
        suite.record();
        Optional<Answer> told = whatIsLookedAt(scenario, buyer, before);
        suite.restartTheDead();
        await("the checkout is decided")
                .atMost(PATIENCE)
                .until(() -> !buyer.cart().text("status").equals("SUBMISSION_IN_PROGRESS"));
        Answer answer = told.or(() -> definiteAnswer(buyer))
                .orElseThrow(() -> new AssertionError("Without a crash: no definite response"));
        List<String> offenders = offendersAtLast(scenario, buyer, answer);
        awaitRest();
        if (!offenders.isEmpty()) {
            throw new AssertionError("Without a crash: " + offenders);
        }
        return suite.recorded();
    }

    /** Waits until no more points are recorded. */
    private void awaitRest() {
        AtomicReference<Set<String>> last = new AtomicReference<>(Set.of());
        await("no more points are recorded")
                .pollInterval(Duration.ofMillis(500))
                .until(() -> last.getAndSet(suite.recorded()).size()
                        == suite.recorded().size());
        suite.calmDown();
    }

    /** Servers that somebody else runs cannot be killed. */
    boolean canDie(Extent extent) {
        return switch (extent) {
            case ONE, ALL, BESIDE_ANOTHER -> true;
            case DATABASE -> suite.servers().canDie(Part.DATABASE);
            case BROKER -> suite.servers().canDie(Part.BROKER);
        };
    }

    Cell killedAt(Scenario scenario, String point, Extent extent) {
        Cell cell = triedAt(scenario, point, extent);
        for (int tries = 1; tries < TRIES && cell.kept() && !cell.reached(); tries++) {
            cell = triedAt(scenario, point, extent);
        }
        return cell;
    }

    private Cell triedAt(Scenario scenario, String point, Extent extent) {
        if (extent != Extent.BESIDE_ANOTHER) {
            return triedAt(scenario, point, extent, suite.client());
        }
        Service service = Service.valueOf(point.split(" ")[0].toUpperCase(Locale.ROOT));
        Addresses elsewhere = Addresses.free();
        try (ServiceProcess other = suite.another(service, elsewhere)) {
            return triedAt(
                    scenario, point, extent, service == Service.CART ? new SuiteClient(elsewhere) : suite.client());
        }
    }

    /** @param survivor the client that is asked for the outcome */
    private Cell triedAt(Scenario scenario, String point, Extent extent, SuiteClient survivor) {
        CrashBuyer buyer = CrashBuyer.of(scenario, suite.client());
        Optional<Answer> before = whatComesBefore(scenario, buyer);
        switch (extent) {
            case ONE, BESIDE_ANOTHER -> suite.killAt(point);
            case ALL -> suite.killAllAt(point);
            case DATABASE -> suite.killAt(point, Part.DATABASE);
            case BROKER -> suite.killAt(point, Part.BROKER);
        }
        CompletableFuture<Optional<Answer>> lookedAt =
                CompletableFuture.supplyAsync(() -> whatIsLookedAt(scenario, buyer, before));
        boolean reached = awaitDeath(extent);
        long died = System.nanoTime();
        suite.calmDown();
        // The other node takes over while the dead one is down.
        if (extent != Extent.BESIDE_ANOTHER) {
            suite.restartTheDead();
        }
        Optional<Answer> first = lookedAt.join().filter(CrashMatrix::isDefinite);
        buyer.turnsTo(survivor);
        Optional<Answer> definite = first.or(() -> definiteAnswer(buyer));
        suite.restartTheDead();
        if (definite.isEmpty()) {
            return new Cell(
                    scenario,
                    point,
                    extent,
                    reached,
                    "none",
                    since(died),
                    List.of("G6: no definite answer in " + PATIENCE));
        }
        Answer answer = definite.get();
        List<String> offenders = offendersAtLast(scenario, buyer, answer);
        reached |= suite.hasDied();
        String outcome = answer.ok() ? "order" : answer.reason();
        return new Cell(scenario, point, extent, reached, outcome, since(died), offenders);
    }

    /** Runs the part of a scenario that comes before its points. */
    private Optional<Answer> whatComesBefore(Scenario scenario, CrashBuyer buyer) {
        return switch (scenario) {
            case SUCCESS, REFUSED, LOST_ANSWER -> Optional.empty();
            case LEFT_BEHIND -> {
                suite.killAt(ALL_IS_HELD);
                CompletableFuture<Optional<Answer>> pressed = CompletableFuture.supplyAsync(() -> answered(buyer));
                if (!awaitDeath(Extent.ONE) || pressed.join().isPresent()) {
                    throw new AssertionError("The cart service is still running after " + ALL_IS_HELD);
                }
                suite.calmDown();
                suite.beginTheDead();
                yield Optional.empty();
            }
            case SOLD_SHORT -> {
                suite.record();
                Answer sold = buyer.submits();
                List<String> offenders = offendersAtLast(Scenario.SUCCESS, buyer, sold);
                if (!offenders.isEmpty()) {
                    throw new AssertionError("Before the first crash: " + offenders);
                }
                awaitRest();
                yield Optional.of(sold);
            }
        };
    }

    /** Runs the part of a scenario that contains its points. Empty if the buyer got no response and has to retry. */
    private Optional<Answer> whatIsLookedAt(Scenario scenario, CrashBuyer buyer, Optional<Answer> before) {
        return switch (scenario) {
            case SUCCESS, REFUSED, LOST_ANSWER -> answered(buyer);
            case LEFT_BEHIND -> Optional.empty();
            case SOLD_SHORT -> {
                suite.tellOf(buyer.shortage(before.orElseThrow()));
                yield before;
            }
        };
    }

    private static Optional<Answer> definiteAnswer(CrashBuyer buyer) {
        AtomicReference<Optional<Answer>> definite = new AtomicReference<>(Optional.empty());
        try {
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        definite.set(answered(buyer).filter(CrashMatrix::isDefinite));
                        return definite.get().isPresent();
                    });
        } catch (ConditionTimeoutException indefinite) {
            return Optional.empty();
        }
        return definite.get();
    }

    private List<String> offendersAtLast(Scenario scenario, CrashBuyer buyer, Answer answer) {
        Inspection inspection = new Inspection(suite.client(), buyer, answer, scenario == Scenario.SOLD_SHORT);
        AtomicReference<List<String>> offenders = new AtomicReference<>(List.of("Nothing is seen in " + PATIENCE));
        try {
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> {
                        // A process that reaches its point late is dead only now.
                        suite.restartTheDead();
                        offenders.set(inspection.offenders());
                        return offenders.get().isEmpty();
                    });
        } catch (ConditionTimeoutException stillBroken) {
            return offenders.get();
        }
        return List.of();
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    /** Waits for the process to be dead: the point is recorded before that. */
    private boolean awaitDeath(Extent extent) {
        try {
            await().atMost(UNTIL_REACHED)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> suite.hasDied()
                            && switch (extent) {
                                // Either of the two nodes may be the one that dies.
                                case BESIDE_ANOTHER -> true;
                                case ONE -> !suite.allLive();
                                case ALL -> suite.noneLives();
                                case DATABASE -> !suite.servers().isAlive(Part.DATABASE);
                                case BROKER -> !suite.servers().isAlive(Part.BROKER);
                            });
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

    /** That a checkout is running or a service is unavailable is no outcome if the response says when to retry; any other response is one. */
    private static boolean isDefinite(Answer answer) {
        boolean comeAgain = (answer.status() == 409 || answer.status() == 503)
                && answer.header("Retry-After").isPresent()
                && answer.text("failureType").isEmpty();
        return !comeAgain;
    }
}
