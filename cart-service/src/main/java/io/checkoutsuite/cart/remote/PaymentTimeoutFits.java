package io.checkoutsuite.cart.remote;

import io.checkoutsuite.cart.checkout.CheckoutSettings;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Refuses to start if waiting for a gateway could outlast the attempt. */
@Component
class PaymentTimeoutFits {

    /** An answer that did not come is asked for once more. */
    private static final int CALLS = 2;

    /** @throws IllegalStateException naming the longest time-out that fits */
    PaymentTimeoutFits(RemoteSettings remote, CheckoutSettings checkout) {
        Duration longest = checkout.abandonAfter().minus(checkout.deadline()).dividedBy(CALLS);
        if (remote.paymentTimeout().compareTo(longest) >= 0) {
            throw new IllegalStateException(
                    ("suite.cart.payment-timeout is %s, but has to be less than %s: a payment may begin at the end of suite.checkout.deadline"
                                    + " (%s), is asked for twice, and has to end before suite.checkout.abandon-after (%s)")
                            .formatted(remote.paymentTimeout(), longest, checkout.deadline(), checkout.abandonAfter()));
        }
    }
}
