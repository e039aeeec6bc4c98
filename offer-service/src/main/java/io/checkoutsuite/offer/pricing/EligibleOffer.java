package io.checkoutsuite.offer.pricing;

import io.checkoutsuite.offer.offer.Code;
import io.checkoutsuite.offer.offer.Offer;
import io.checkoutsuite.offer.offer.ValidityPeriod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An offer together with the code that makes it eligible.
 *
 * @param code null for an automatic offer
 */
public record EligibleOffer(Offer offer, @Nullable Code code) {

    /** @throws IllegalArgumentException if the code belongs to another offer */
    public EligibleOffer {
        if (code != null && !code.offerId().equals(offer.id())) {
            throw new IllegalArgumentException("Code " + code.code() + " does not belong to offer " + offer.id());
        }
    }

    /** Both must be valid. If one has ended and the other has not started, the result is {@link ValidityPeriod.Phase#OVER}. */
    public ValidityPeriod.Phase phaseAt(Instant now) {
        ValidityPeriod.Phase ofOffer = offer.validity().phaseAt(now);
        ValidityPeriod.Phase ofCode =
                code == null ? ValidityPeriod.Phase.OPEN : code.validity().phaseAt(now);
        return ofOffer.compareTo(ofCode) > 0 ? ofOffer : ofCode;
    }

    Candidate candidate() {
        return new Candidate(offer, code == null ? null : code.code());
    }
}
