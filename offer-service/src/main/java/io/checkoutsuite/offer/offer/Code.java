package io.checkoutsuite.offer.offer;

import io.checkoutsuite.limits.OfferCode;

/**
 * A code that makes an offer eligible for buyers who enter it.
 *
 * @param code unique in its tenant, upper case
 * @param limits of this code, in addition to those of its offer
 * @param revision grows with every change
 */
public record Code(String tenant, String code, String offerId, ValidityPeriod validity, Limits limits, long revision) {

    /** @throws IllegalArgumentException if not in {@link #canonical} form */
    public Code {
        if (!code.equals(canonical(code))) {
            throw new IllegalArgumentException("A code must be in upper case: " + code);
        }
    }

    /** Returns the canonical spelling of a code as typed by a buyer. */
    public static String canonical(String typed) {
        return OfferCode.canonical(typed);
    }

    public Code revised(long newRevision) {
        return new Code(tenant, code, offerId, validity, limits, newRevision);
    }
}
