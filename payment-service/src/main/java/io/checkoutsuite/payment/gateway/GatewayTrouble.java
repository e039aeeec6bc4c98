package io.checkoutsuite.payment.gateway;

/** A call to a gateway got no response. */
public abstract sealed class GatewayTrouble extends RuntimeException permits GatewayUnreachable, GatewayTimeout {

    GatewayTrouble(String message) {
        super(message);
    }
}
