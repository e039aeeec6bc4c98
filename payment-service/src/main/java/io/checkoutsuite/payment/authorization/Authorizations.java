package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.events.PaymentStatusChanged;
import java.util.List;
import java.util.Optional;

/** All authorizations; each call is one read or one write of one document. */
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

    /** At most that many in a state that few are in. */
    List<Authorization> in(State fewAreIn, int limit);

    /** At most that many with captures or refunds whose outcome is not recorded. */
    List<Authorization> withFollowUpsUnderWay(int limit);

    /** Of this tenant, with a payment of that name: one for each checkout attempt that used it; latest first. */
    List<Authorization> withPayment(String tenant, String paymentId);

    List<Authorization> ofOrder(String tenant, String orderNumber);

    List<Authorization> ofCart(String tenant, String cartId);
}
