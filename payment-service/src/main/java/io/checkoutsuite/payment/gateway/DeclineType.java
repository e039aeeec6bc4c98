package io.checkoutsuite.payment.gateway;

/** Whether a retry with the same payment method may succeed. */
public enum DeclineType {
    /** Never: the account is closed, the card is stolen, or the token is invalid. */
    HARD,
    /** Perhaps: there are insufficient funds at the moment, the buyer has to confirm, or the issuer is busy. */
    SOFT
}
