package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.events.PaymentStatusChanged;
import io.checkoutsuite.messaging.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All authorizations; each call is one read or one write of one document. Sweeps and lists pass by what cannot be read; whatever asks
 * for the authorizations of one attempt, payment, cart or order fails instead, for without one of them it would hear that nothing is held.
 */
public interface Authorizations {

    /** False if there is one for that request already. */
    boolean begin(Authorization first);

    /**
     * Writes a changed authorization together with the events that the change makes true.
     *
     * @return false if somebody else changed it since the version it was made from; nothing is written then
     */
    boolean change(Authorization changed, List<PaymentStatusChanged> events);

    Optional<Authorization> of(String tenant, String requestId);

    /** At most that many in a state that few are in, whose claim was over by then; those that nobody claims are left to people. */
    List<Authorization> abandoned(State fewAreIn, Instant by, int limit);

    /** Of this tenant, in a state that few are in, ordered by request id. */
    List<Authorization> in(String tenant, State fewAreIn, @Nullable String afterRequestId, int limit);

    /**
     * Of this tenant, those that hold money or may hold some or belong to an order, ordered by request id.
     *
     * @param as what they are wanted as; those that are not to be had as that are left out
     */
    <T> List<T> holding(
            String tenant,
            @Nullable TimeRange created,
            String afterRequestId,
            int limit,
            Function<Authorization, T> as);

    /**
     * At most that many with captures or refunds whose outcome is not recorded, or with holds of earlier tries to be given back: those that are
     * due, in the order in which they became so.
     */
    List<Authorization> asking(Instant now, int limit);

    /** Has an authorization that still asks then come after all others that are due before; its version stays. */
    void askAgain(Authorization asking, Instant due);

    /** Of this tenant, with a payment of that name: one for each checkout attempt that used it; latest first. */
    List<Authorization> withPayment(String tenant, String paymentId);

    List<Authorization> ofOrder(String tenant, String orderNumber);

    List<Authorization> ofCart(String tenant, String cartId);
}
