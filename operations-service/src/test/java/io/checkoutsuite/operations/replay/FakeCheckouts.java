package io.checkoutsuite.operations.replay;

import io.checkoutsuite.events.EventType;
import io.checkoutsuite.messaging.preview.TimeRange;
import io.checkoutsuite.operations.history.CartHistory;
import io.checkoutsuite.operations.history.CartServiceUnavailableException;
import io.checkoutsuite.operations.history.CheckoutHistory;
import io.checkoutsuite.operations.history.EventFilter;
import io.checkoutsuite.operations.history.HistoryPage;
import io.checkoutsuite.operations.history.KnownOutcomes;
import io.checkoutsuite.operations.history.NoOutcomeEvent;
import io.checkoutsuite.operations.history.OutcomeEvent;
import io.checkoutsuite.operations.history.OutcomeRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** The cart service's history of rolled-back checkouts, of which a test can change or remove any. */
final class FakeCheckouts implements CheckoutHistory {

    private final ConcurrentSkipListMap<String, OutcomeRecord> outcomes = new ConcurrentSkipListMap<>();
    volatile boolean unavailable;

    /** How many events a page has at most, as if they were large. */
    volatile int largestPage = Integer.MAX_VALUE;

    void rolledBack(int carts) {
        for (int i = 0; i < carts; i++) {
            put(requestId(i), "digest");
        }
    }

    static String requestId(int cart) {
        return "c%03d-1".formatted(cart);
    }

    void put(String requestId, String digest) {
        outcomes.put(
                requestId,
                new OutcomeEvent(
                        requestId,
                        EventType.CHECKOUT_ROLLBACK.eventIdOf(requestId),
                        EventType.CHECKOUT_ROLLBACK,
                        digest,
                        JsonNodeFactory.instance.objectNode()));
    }

    void putWithoutEvent(String requestId) {
        outcomes.put(requestId, new NoOutcomeEvent(requestId, requestId + " was decided without a failure"));
    }

    void remove(String requestId) {
        outcomes.remove(requestId);
    }

    /** The event that would be published now. */
    OutcomeEvent event(String requestId) {
        return (OutcomeEvent) outcomes.get(requestId);
    }

    @Override
    public Instant now(String tenant) {
        requireAvailable();
        return Instant.parse("2026-05-04T12:00:00Z");
    }

    @Override
    public HistoryPage<OutcomeRecord> decided(String tenant, EventFilter filter, @Nullable String after, int limit) {
        requireAvailable();
        List<OutcomeRecord> rest = List.copyOf(
                after == null
                        ? outcomes.values()
                        : outcomes.tailMap(after, false).values());
        List<OutcomeRecord> page =
                rest.stream().limit(Math.min(limit, largestPage)).toList();
        return new HistoryPage<>(
                page, page.size() == rest.size() ? null : page.getLast().requestId());
    }

    @Override
    public HistoryPage<String> decidedRequestIds(String tenant, EventFilter filter, @Nullable String after, int limit) {
        HistoryPage<OutcomeRecord> page = decided(tenant, filter, after, limit);
        return new HistoryPage<>(
                page.items().stream().map(OutcomeRecord::requestId).toList(), page.next());
    }

    private void requireAvailable() {
        if (unavailable) {
            throw new CartServiceUnavailableException(new IllegalStateException("no response"));
        }
    }

    @Override
    public HistoryPage<String> cartIds(String tenant, @Nullable String after) {
        throw new UnsupportedOperationException();
    }

    @Override
    public HistoryPage<String> decidedIn(String tenant, TimeRange time, @Nullable String after) {
        throw new UnsupportedOperationException();
    }

    @Override
    public HistoryPage<String> unfinished(String tenant, @Nullable String after) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, CartHistory> carts(String tenant, Collection<String> cartIds, boolean events) {
        throw new UnsupportedOperationException();
    }

    @Override
    public KnownOutcomes outcomes(String tenant, Collection<String> requestIds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<CartHistory> named(String tenant, String id) {
        throw new UnsupportedOperationException();
    }
}
