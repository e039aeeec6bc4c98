package io.checkoutsuite.offer.offer;

import io.checkoutsuite.limits.OfferCode;

/**
 * A word that opens an offer to whoever knows it.
 *
 * @param code unique in its tenant, upper case
 * @param limits of this code, beside those of its offer
 * @param revision grows with every change
 */
public record Code(String tenant, String code, String offerId, Window window, Limits limits, long revision) {

    /** @throws IllegalArgumentException if not in {@link #canonical} form */
    public Code {
        if (!code.equals(canonical(code))) {
            throw new IllegalArgumentException("A code is kept in upper case: " + code);
        }
    }

    /** The one spelling of a code that buyers type as they like. */
    public static String canonical(String typed) {
        return OfferCode.canonical(typed);
    }

    public Code revised(long newRevision) {
        return new Code(tenant, code, offerId, window, limits, newRevision);
    }
}
