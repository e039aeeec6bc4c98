package io.checkoutsuite.payment.gateway;

/** Whether a retry with the same payment method may succeed. */
public enum DeclineType {
    /** Never: the account is closed, the card is stolen, or the token is invalid. */
    HARD,
    /** Perhaps: there are insufficient funds at the moment, or the issuer is busy. */
    SOFT,
    /** Only after the issuer has authenticated the buyer, in the gateway's own form: it makes a new token, which is submitted anew. */
    AUTHENTICATION
}
