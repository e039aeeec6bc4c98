package io.checkoutsuite.payment.gateway;

/** The call did not reach the gateway, so it had no effect. */
public final class GatewayUnreachableException extends GatewayException {

    public GatewayUnreachableException(String gateway) {
        super(gateway + " cannot be reached");
    }
}
