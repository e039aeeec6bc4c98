package io.checkoutsuite.offer.pricing;

import io.checkoutsuite.offer.offer.Code;
import io.checkoutsuite.offer.offer.Offer;
import io.checkoutsuite.offer.offer.Window;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An offer together with the code that makes it eligible.
 *
 * @param code null for an automatic offer
 */
public record OpenedOffer(Offer offer, @Nullable Code code) {

    /** @throws IllegalArgumentException if the code belongs to another offer */
    public OpenedOffer {
        if (code != null && !code.offerId().equals(offer.id())) {
            throw new IllegalArgumentException("Code " + code.code() + " does not belong to offer " + offer.id());
        }
    }

    /** Both must be valid. If one has ended and the other has not started, the result is {@link Window.Phase#OVER}. */
    public Window.Phase at(Instant now) {
        Window.Phase ofOffer = offer.window().at(now);
        Window.Phase ofCode = code == null ? Window.Phase.OPEN : code.window().at(now);
        return ofOffer.compareTo(ofCode) > 0 ? ofOffer : ofCode;
    }

    Candidate candidate() {
        return new Candidate(offer, code == null ? null : code.code());
    }
}
