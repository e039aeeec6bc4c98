package io.checkoutsuite.payment.gateway;

/** Whether it is worth trying the same means of payment again. */
public enum DeclineType {
    /** Never: the account is closed, the card is stolen, the token is void. */
    HARD,
    /** Perhaps: no cover at the moment, the buyer has to confirm, the issuer is busy. */
    SOFT
}
