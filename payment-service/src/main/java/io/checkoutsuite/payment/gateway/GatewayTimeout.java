package io.checkoutsuite.payment.gateway;

/** The call may have arrived: its outcome has to be looked up. */
public final class GatewayTimeout extends GatewayTrouble {

    public GatewayTimeout(String gateway) {
        super(gateway + " did not respond in time");
    }
}
