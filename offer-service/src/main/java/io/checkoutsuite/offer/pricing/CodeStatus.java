package io.checkoutsuite.offer.pricing;

/** The status of a code that a buyer typed. */
public enum CodeStatus {
    APPLIED,
    NOT_APPLICABLE,
    UNKNOWN,
    NOT_YET_VALID,
    EXPIRED,
    EXHAUSTED
}
