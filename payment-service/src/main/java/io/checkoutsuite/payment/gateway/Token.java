package io.checkoutsuite.payment.gateway;

/** What a gateway gives the buyer's browser in place of a card number; neither logged nor published. */
public record Token(String value) {

    @Override
    public String toString() {
        return "Token[…]";
    }
}
