package io.checkoutsuite.cart.remote;

import io.checkoutsuite.cart.checkout.CheckoutSettings;
import io.checkoutsuite.settings.UnusableSettingsException;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Fails at startup if waiting for a gateway could outlast the checkout attempt. */
@Component
class PaymentTimeoutCheck {

    /** A call without a response is retried once. */
    private static final int CALLS = 2;

    /** @throws UnusableSettingsException naming the upper limit of the timeout */
    PaymentTimeoutCheck(RemoteSettings remote, CheckoutSettings checkout) {
        Duration longest = checkout.abandonAfter().minus(checkout.deadline()).dividedBy(CALLS);
        if (remote.paymentTimeout().compareTo(longest) >= 0) {
            throw new UnusableSettingsException(
                    ("suite.cart.payment-timeout is %s, but must be less than %s: a payment may start at the end of suite.checkout.deadline"
                                    + " (%s), may be retried once, and must end before suite.checkout.abandon-after (%s)")
                            .formatted(remote.paymentTimeout(), longest, checkout.deadline(), checkout.abandonAfter()));
        }
    }
}
