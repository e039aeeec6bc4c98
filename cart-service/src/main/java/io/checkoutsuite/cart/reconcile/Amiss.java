package io.checkoutsuite.cart.reconcile;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import java.time.Instant;

/** A finding with what would mend it. */
record Amiss(Finding finding, Remedy remedy) {

    static Amiss of(
            FindingType type, String service, Cart cart, Attempt attempt, Age age, String detail, Remedy remedy) {
        return new Amiss(
                new Finding(
                        type,
                        service,
                        cart.id(),
                        attempt.requestId(),
                        attempt.orderNumber(),
                        age.seconds(),
                        detail,
                        remedy.description(),
                        false),
                remedy);
    }

    /** The same where what would mend it is not safe. */
    Amiss byHand() {
        return new Amiss(
                new Finding(
                        finding.type(),
                        finding.service(),
                        finding.cartId(),
                        finding.requestId(),
                        finding.orderNumber(),
                        finding.ageSeconds(),
                        finding.detail(),
                        null,
                        false),
                new Remedy.ByHand());
    }

    /** How long it has been so. */
    record Age(Instant since, Instant now) {
        long seconds() {
            return Math.max(0, java.time.Duration.between(since, now).toSeconds());
        }
    }
}
