package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.events.PaymentStatusChanged;
import io.checkoutsuite.messaging.InboxEntry;
import io.checkoutsuite.messaging.preview.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The store of authorizations; each call is one read or one write of one document. Recovery and lists skip documents that cannot be read.
 * Queries for one attempt, payment, cart or order fail instead, because without that document it would look as if nothing were held.
 */
public interface Authorizations {

    /** Returns false if there already is one for that request. */
    boolean begin(Authorization first);

    /**
     * Writes a changed authorization together with the events of the change.
     *
     * @return false if it was changed concurrently since the version that this change was made from; nothing is written then
     */
    boolean change(BegunAuthorization changed, List<PaymentStatusChanged> events);

    /**
     * Binds an authorization together with the record of the event that causes it.
     *
     * @return false if it was changed concurrently; nothing is written then
     */
    boolean bind(Authorized authorized, InboxEntry entry);

    /**
     * Does the same without reading it, if the request's payments are authorized and none of its payment methods is to be saved.
     *
     * @return false if it is not so; nothing is written then
     */
    boolean bindUnlessSaving(String tenant, String requestId, InboxEntry entry);

    Optional<Authorization> of(String tenant, String requestId);

    /** Returns at most {@code limit} running authorizations whose lease expired by the given time. */
    List<Running> interrupted(Instant leaseExpiredBy, int limit);

    /** Returns at most {@code limit} authorizations that wait and whose outcome is due to be looked up. */
    List<Awaiting> lookUpsDue(Instant now, int limit);

    /**
     * Returns the reversals that any node may resume now: those whose lease has expired, and refused ones that are due for a retry; at most
     * {@code limit} of each.
     */
    List<UnfinishedReversal> reversalsDue(Instant now, int limit);

    /** Returns the tenant's authorizations in the given state, which must be a rare one, ordered by request id. */
    List<Authorization> inState(String tenant, AuthorizationState state, @Nullable String afterRequestId, int limit);

    /**
     * Returns the tenant's authorizations that hold money, may hold money or belong to an order, ordered by request id.
     *
     * @param mapper what they are mapped to; those that cannot be mapped are left out
     */
    <T> List<T> holding(
            String tenant,
            @Nullable TimeRange created,
            String afterRequestId,
            int limit,
            Function<BegunAuthorization, T> mapper);

    /**
     * Returns at most {@code limit} authorizations that are due for recovery, longest due first: those with operations whose outcome
     * is not recorded, with holds of earlier tries that have to be released, or with a result that has to be announced.
     */
    List<BegunAuthorization> dueForRecovery(Instant now, int limit);

    /** Returns at most {@code limit} authorizations of orders whose pending payments are expected no longer. */
    List<Bound> expired(Instant now, int limit);

    /** Returns the tenant's authorizations with operations whose outcome is not recorded, ordered by request id. */
    List<BegunAuthorization> withPendingOperations(String tenant, @Nullable String afterRequestId, int limit);

    /** Postpones the recovery of an authorization that still needs it; all that are due earlier come first. Its version stays the same. */
    void postponeRecovery(BegunAuthorization authorization, Instant due);

    /** Returns the tenant's authorizations with this payment, one for each checkout attempt that used it, latest first. */
    List<BegunAuthorization> withPayment(String tenant, String paymentId);

    List<BegunAuthorization> ofOrder(String tenant, String orderNumber);

    List<BegunAuthorization> ofCart(String tenant, String cartId);
}
