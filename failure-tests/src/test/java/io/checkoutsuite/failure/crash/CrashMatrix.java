package io.checkoutsuite.failure.crash;

import static org.awaitility.Awaitility.await;

import io.checkoutsuite.failure.crash.CrashServers.ServerKind;
import io.checkoutsuite.stack.Addresses;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.ServiceResponse;
import io.checkoutsuite.stack.client.ServiceUnreachableException;
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
import org.jspecify.annotations.Nullable;

/** Kills processes at the points of each scenario; the points are found by running the scenario without a crash. */
@RequiredArgsConstructor
final class CrashMatrix {

    /** Between a crash and a definite response: the lease, the restart on a busy machine, and a margin. */
    private static final Duration OUTCOME_TIMEOUT = Duration.ofSeconds(90);

    /** A point of a recovery is reached only after a restart and the rest of a lease. */
    private static final Duration POINT_TIMEOUT = Duration.ofSeconds(40);

    private static final int ACCEPTED = 202;
    private static final Set<String> IN_CHECKOUT = Set.of("SUBMISSION_IN_PROGRESS", "AWAITING_PAYMENT_RESULT");

    /** Two processes may race for the work at a point, and occasionally the wrong one wins. */
    private static final int MAX_TRIES = 3;

    /** The point at which the cart service dies before its recovery is examined. */
    private static final String ALL_RESERVED = "cart · authorizePayments.run · after";

    /** Which processes are killed at the point. */
    enum Extent {
        ONE("the process that reaches the point is killed"),
        ALL("all services are killed when one reaches the point"),
        DATABASE("the database is killed when a service reaches the point"),
        BROKER("the broker is killed when a service reaches the point"),
        BESIDE_ANOTHER("the process that reaches the point is killed, and another node of its service takes over");

        private final String description;

        Extent(String description) {
            this.description = description;
        }

        String description() {
            return description;
        }

        String title() {
            return Character.toUpperCase(description.charAt(0)) + description.substring(1);
        }
    }

    private final CrashableSuite suite;

    /** Returns the points of each scenario in order; only those that occur again in a second run. */
    Map<Scenario, Set<String>> points() {
        Map<Scenario, Set<String>> points = new EnumMap<>(Scenario.class);
        for (Scenario scenario : Scenario.values()) {
            Set<String> found = new LinkedHashSet<>(pointsOf(scenario));
            found.retainAll(pointsOf(scenario));
            points.put(scenario, found);
        }
        return points;
    }

    private Set<String> pointsOf(Scenario scenario) {
        CrashBuyer buyer = CrashBuyer.of(scenario, suite.client());
        Optional<ServiceResponse> before = prepare(scenario, buyer);
        suite.record();
        Optional<ServiceResponse> firstResponse = observe(scenario, buyer, before);
        suite.restartTheDead();
        await("the checkout is decided")
                .atMost(OUTCOME_TIMEOUT)
                .until(() -> !IN_CHECKOUT.contains(buyer.cart().text("status")));
        ServiceResponse response = firstResponse
                .filter(CrashMatrix::isDefinite)
                .or(() -> definiteResponse(buyer))
                .orElseThrow(() -> new AssertionError("Without a crash: no definite response"));
        List<String> violations = finalViolations(scenario, buyer, response);
        awaitRest();
        if (!violations.isEmpty()) {
            throw new AssertionError("Without a crash: " + violations);
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
        suite.clearInstructions();
    }

    /** Servers that somebody else runs cannot be killed. */
    boolean canDie(Extent extent) {
        return switch (extent) {
            case ONE, ALL, BESIDE_ANOTHER -> true;
            case DATABASE -> suite.servers().canDie(ServerKind.DATABASE);
            case BROKER -> suite.servers().canDie(ServerKind.BROKER);
        };
    }

    CrashResult killAt(Scenario scenario, String point, Extent extent) {
        CrashResult result = tryAt(scenario, point, extent);
        for (int tries = 1; tries < MAX_TRIES && result.passed() && !result.reached(); tries++) {
            result = tryAt(scenario, point, extent);
        }
        return result;
    }

    /** A second node of the service that reaches the point. */
    private record OtherNode(Service service, Addresses addresses, ServiceProcess process) {}

    private CrashResult tryAt(Scenario scenario, String point, Extent extent) {
        if (extent != Extent.BESIDE_ANOTHER) {
            return tryAt(scenario, point, extent, null);
        }
        Service service = Service.valueOf(point.split(" ")[0].toUpperCase(Locale.ROOT));
        Addresses elsewhere = Addresses.free();
        try (ServiceProcess other = suite.another(service, elsewhere)) {
            return tryAt(scenario, point, extent, new OtherNode(service, elsewhere, other));
        }
    }

    /** Has the other node take over the calls of the dead one; null if there is none, or if it is the one that died. */
    private @Nullable PortForwarding takeOver(@Nullable OtherNode other) {
        if (other == null) {
            return null;
        }
        // In a recovery, the other node may reach the point, and die, while the first one is still starting.
        await("one of the nodes is dead").until(() -> !other.process().isAlive() || !suite.allLive());
        return other.process().isAlive() ? suite.forwardFromTheDead(other.service(), other.addresses()) : null;
    }

    private CrashResult tryAt(Scenario scenario, String point, Extent extent, @Nullable OtherNode other) {
        CrashBuyer buyer = CrashBuyer.of(scenario, suite.client());
        Optional<ServiceResponse> before = prepare(scenario, buyer);
        switch (extent) {
            case ONE, BESIDE_ANOTHER -> suite.killAt(point);
            case ALL -> suite.killAllAt(point);
            case DATABASE -> suite.killAt(point, ServerKind.DATABASE);
            case BROKER -> suite.killAt(point, ServerKind.BROKER);
        }
        CompletableFuture<Optional<ServiceResponse>> observed =
                CompletableFuture.supplyAsync(() -> observe(scenario, buyer, before), Thread::startVirtualThread);
        boolean reached = awaitDeath(extent);
        long died = System.nanoTime();
        suite.clearInstructions();
        if (other == null) {
            suite.restartTheDead();
        }
        Optional<ServiceResponse> definite;
        try (PortForwarding _ = reached ? takeOver(other) : null) {
            definite = observed.join().filter(CrashMatrix::isDefinite).or(() -> definiteResponse(buyer));
        }
        suite.restartTheDead();
        if (definite.isEmpty()) {
            return new CrashResult(
                    scenario,
                    point,
                    extent,
                    reached,
                    "none",
                    since(died),
                    List.of("G6: no definite answer in " + OUTCOME_TIMEOUT));
        }
        ServiceResponse response = definite.get();
        List<String> violations = finalViolations(scenario, buyer, response);
        reached |= suite.hasDied();
        String outcome = response.ok() ? "order" : response.reason();
        return new CrashResult(scenario, point, extent, reached, outcome, since(died), violations);
    }

    /** Runs the part of a scenario that comes before its points. */
    private Optional<ServiceResponse> prepare(Scenario scenario, CrashBuyer buyer) {
        return switch (scenario) {
            case SUCCESS, REFUSED, LOST_RESPONSE, LATER_RESULT -> Optional.empty();
            case LEFT_BEHIND -> {
                suite.killAt(ALL_RESERVED);
                CompletableFuture<Optional<ServiceResponse>> pressed =
                        CompletableFuture.supplyAsync(() -> submit(buyer), Thread::startVirtualThread);
                if (!awaitDeath(Extent.ONE) || pressed.join().isPresent()) {
                    throw new AssertionError("The cart service is still running after " + ALL_RESERVED);
                }
                suite.clearInstructions();
                suite.beginTheDead();
                yield Optional.empty();
            }
            case SOLD_SHORT -> Optional.of(sold(buyer));
            case REPLAYED -> {
                ServiceResponse sold = sold(buyer);
                suite.losesOrderOf(buyer);
                yield Optional.of(sold);
            }
        };
    }

    private ServiceResponse sold(CrashBuyer buyer) {
        suite.record();
        ServiceResponse sold = buyer.submits();
        List<String> violations = finalViolations(Scenario.SUCCESS, buyer, sold);
        if (!violations.isEmpty()) {
            throw new AssertionError("Before the first crash: " + violations);
        }
        awaitRest();
        return sold;
    }

    /** Runs the part of a scenario that contains its points. Empty if the buyer got no response and has to retry. */
    private Optional<ServiceResponse> observe(Scenario scenario, CrashBuyer buyer, Optional<ServiceResponse> before) {
        return switch (scenario) {
            case SUCCESS, REFUSED, LOST_RESPONSE, LATER_RESULT -> submit(buyer);
            case LEFT_BEHIND -> Optional.empty();
            case SOLD_SHORT -> {
                suite.publish(buyer.shortage(before.orElseThrow()));
                yield before;
            }
            case REPLAYED -> {
                operator(buyer).startsReplay();
                yield before;
            }
        };
    }

    private ReplayOperator operator(CrashBuyer buyer) {
        return new ReplayOperator(suite.client(), buyer.cartId());
    }

    private static Optional<ServiceResponse> definiteResponse(CrashBuyer buyer) {
        AtomicReference<Optional<ServiceResponse>> definite = new AtomicReference<>(Optional.empty());
        try {
            await().atMost(OUTCOME_TIMEOUT)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        definite.set(submit(buyer).filter(CrashMatrix::isDefinite));
                        return definite.get().isPresent();
                    });
        } catch (ConditionTimeoutException indefinite) {
            return Optional.empty();
        }
        return definite.get();
    }

    private List<String> finalViolations(Scenario scenario, CrashBuyer buyer, ServiceResponse response) {
        Inspection inspection = new Inspection(suite.client(), buyer, response, scenario == Scenario.SOLD_SHORT);
        AtomicReference<List<String>> violations =
                new AtomicReference<>(List.of("Nothing is seen in " + OUTCOME_TIMEOUT));
        try {
            await().atMost(OUTCOME_TIMEOUT)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        // A process that reaches its point late is dead only now.
                        suite.restartTheDead();
                        violations.set(
                                scenario == Scenario.REPLAYED
                                                && !operator(buyer).completesReplay()
                                        ? List.of("G8: the replay is not completed")
                                        : inspection.violations());
                        return violations.get().isEmpty();
                    });
        } catch (ConditionTimeoutException stillBroken) {
            return violations.get();
        }
        return List.of();
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    /** Waits for the process to be dead: the point is recorded before that. */
    private boolean awaitDeath(Extent extent) {
        try {
            await().atMost(POINT_TIMEOUT)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> suite.hasDied()
                            && switch (extent) {
                                // Either of the two nodes may be the one that dies.
                                case BESIDE_ANOTHER -> true;
                                case ONE -> !suite.allLive();
                                case ALL -> suite.noneLives();
                                case DATABASE -> !suite.servers().isAlive(ServerKind.DATABASE);
                                case BROKER -> !suite.servers().isAlive(ServerKind.BROKER);
                            });
            return true;
        } catch (ConditionTimeoutException notReached) {
            return false;
        }
    }

    private static Optional<ServiceResponse> submit(CrashBuyer buyer) {
        try {
            return Optional.of(buyer.submits());
        } catch (ServiceUnreachableException down) {
            return Optional.empty();
        }
    }

    /**
     * That a checkout is running or waits, or that a service is unavailable and when to retry, is no outcome; any other response is one.
     */
    private static boolean isDefinite(ServiceResponse response) {
        boolean retryLater = (response.status() == 409 || response.status() == 503)
                && response.header("Retry-After").isPresent()
                && response.text("failureType").isEmpty();
        return !retryLater && response.status() != ACCEPTED;
    }
}
