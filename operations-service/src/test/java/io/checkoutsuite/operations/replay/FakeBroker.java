package io.checkoutsuite.operations.replay;

import io.checkoutsuite.operations.history.CartServiceUnavailableException;
import io.checkoutsuite.operations.history.CheckoutRepairs;
import io.checkoutsuite.operations.history.OutcomeEvent;
import io.checkoutsuite.operations.history.PublicationResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import lombok.RequiredArgsConstructor;

/** Publishes as the cart service does: only the event that was read, and only while the broker has capacity. */
@RequiredArgsConstructor
final class FakeBroker implements CheckoutRepairs {

    private final FakeCheckouts checkouts;

    /** What was published, as {@code <event id>|<replay id>|<target>}. */
    final List<String> sent = new CopyOnWriteArrayList<>();

    volatile int capacity = Integer.MAX_VALUE;

    @Override
    public PublicationResult republish(String tenant, Republication why, OutcomeEvent outcome) {
        if (!checkouts.event(outcome.requestId()).digest().equals(outcome.digest())) {
            return new PublicationResult(outcome.requestId(), PublicationResult.Kind.CHANGED, "another digest");
        }
        if (sent.size() >= capacity) {
            throw new CartServiceUnavailableException(
                    new IllegalStateException("The broker did not acknowledge " + outcome.eventId()));
        }
        sent.add(outcome.eventId() + "|" + why.replayId() + "|" + why.target());
        return new PublicationResult(outcome.requestId(), PublicationResult.Kind.PUBLISHED, null);
    }

    @Override
    public Map<String, PublicationResult> republish(String tenant, Republication why, List<OutcomeEvent> outcomes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, PublicationResult> rollBackOrphans(String tenant, Republication why, List<String> requestIds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, PublicationResult> publishPending(String tenant, String by, List<String> cartIds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean retryCompensation(String tenant, String requestId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean resume(String tenant, String requestId) {
        throw new UnsupportedOperationException();
    }
}
