package io.checkoutsuite.payment.gateway;

/** The call never arrived: it certainly had no effect. */
public final class GatewayUnreachable extends GatewayTrouble {

    public GatewayUnreachable(String gateway) {
        super(gateway + " cannot be reached");
    }
}
