package io.checkoutsuite.payment.gateway;

/** The call may have arrived: whether it had an effect must be asked. */
public final class GatewayTimeout extends GatewayTrouble {

    public GatewayTimeout(String gateway) {
        super(gateway + " did not answer in time");
    }
}
