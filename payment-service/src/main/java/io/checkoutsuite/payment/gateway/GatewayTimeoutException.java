package io.checkoutsuite.payment.gateway;

/** The call may have arrived: its outcome has to be looked up. */
public final class GatewayTimeoutException extends GatewayException {

    public GatewayTimeoutException(String gateway) {
        super(gateway + " did not respond in time");
    }
}
