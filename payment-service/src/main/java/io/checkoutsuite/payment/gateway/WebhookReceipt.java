package io.checkoutsuite.payment.gateway;

import java.util.List;

/** What a gateway's adapter makes of a notification. */
public sealed interface WebhookReceipt {

    /**
     * The gateway sent it. Nothing else of it is trusted: the outcome is looked up at the gateway.
     *
     * @param concerned the checkout attempts of whose payments the outcome may have changed
     */
    record Accepted(List<Concerned> concerned) implements WebhookReceipt {

        public Accepted {
            concerned = List.copyOf(concerned);
        }
    }

    /**
     * A checkout attempt.
     *
     * @param merchant as in the references of its payments
     */
    record Concerned(String merchant, String requestId) {}

    /** It is not known to come from the gateway, or it is too old. */
    record Refused(String reason) implements WebhookReceipt {}

    /** The gateway sends no notifications. */
    record Unsupported() implements WebhookReceipt {}
}
