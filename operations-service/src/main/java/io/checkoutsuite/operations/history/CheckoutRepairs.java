package io.checkoutsuite.operations.history;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the cart service does for operators. Every command is idempotent, and throws a {@link CartServiceUnavailableException} if its result is
 * unknown, for instance because the broker does not acknowledge an event.
 */
public interface CheckoutRepairs {

    /**
     * A request to publish events again.
     *
     * @param replayId each listener applies an event once more for each of these
     * @param target the only participant that is to apply the events; null for all
     * @param by the operator or job that asks for it
     */
    record Republication(String replayId, @Nullable String target, String by) {}

    /** Publishes the outcome again, unless it is no longer the event that was read. */
    PublicationResult republish(String tenant, Republication why, OutcomeEvent outcome);

    /** Publishes at most 100 outcomes again, and returns the results by request id. */
    Map<String, PublicationResult> republish(String tenant, Republication why, List<OutcomeEvent> outcomes);

    /** Publishes the rollbacks of at most 100 checkouts whose carts do not exist, and returns the results by request id. */
    Map<String, PublicationResult> rollBackOrphans(String tenant, Republication why, List<String> requestIds);

    /** Passes the pending events of at most 100 carts to the relay again, and returns the results by cart id. */
    Map<String, PublicationResult> publishPending(String tenant, String by, List<String> cartIds);

    /** Restarts the retries of a compensation; false if there is nothing to compensate, or it is being retried now. */
    boolean retryCompensation(String tenant, String requestId);

    /** Resumes a checkout whose lease has expired; false if there is none. */
    boolean resume(String tenant, String requestId);
}
