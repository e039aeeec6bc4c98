package io.checkoutsuite.benchmarks.check;

import static io.checkoutsuite.events.EventType.CHECKOUT_COMPLETION;

import io.checkoutsuite.benchmarks.load.Submission;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.Parallel;
import io.checkoutsuite.stack.client.Pause;
import io.checkoutsuite.stack.client.SuiteClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;

/** Reads from the participants when they applied orders. This is done after the load, so it costs the load nothing. */
@RequiredArgsConstructor
public final class AppliedTimes {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int CONCURRENCY = 16;

    private final SuiteClient client;

    /**
     * When all participants had applied these orders.
     *
     * @throws IllegalStateException if one has not after some minutes
     */
    public List<Instant> of(Collection<Submission> orders) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        return Parallel.map(orders, CONCURRENCY, order -> awaitApplied(order, deadline));
    }

    private Instant awaitApplied(Submission order, long deadline) {
        String requestId = String.valueOf(order.cart().order().orElseThrow().requestId());
        while (System.nanoTime() < deadline) {
            List<Instant> applied = Service.PARTICIPANTS.stream()
                    .flatMap(participant -> applied(participant, requestId).stream())
                    .toList();
            if (applied.size() == Service.PARTICIPANTS.size()) {
                return applied.stream().max(Comparator.naturalOrder()).orElseThrow();
            }
            Pause.of(PAUSE);
        }
        throw new IllegalStateException("Not all participants have applied " + requestId + ".");
    }

    private Optional<Instant> applied(Service participant, String requestId) {
        Stream<JsonNode> events = client.get(participant, "/ops/applied/" + requestId, client.operator())
                .body()
                .path("applied")
                .valueStream();
        return events.filter(
                        event -> event.path("eventId").asString("").equals(CHECKOUT_COMPLETION.eventIdOf(requestId))
                                && event.path("listener").asString("").equals(CHECKOUT_COMPLETION.listenerName()))
                .map(event -> Instant.parse(event.path("appliedAt").asString("")))
                .findFirst();
    }
}
