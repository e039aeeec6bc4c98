package io.checkoutsuite.payment.gateway;

/** The call may have arrived and may have had its effect: the outcome has to be looked up. */
public final class GatewayTimeoutException extends GatewayException {

    public GatewayTimeoutException(String gateway) {
        this(gateway, "did not respond in time");
    }

    /** @param reason continues a sentence that begins with the gateway's name */
    public GatewayTimeoutException(String gateway, String reason) {
        super(gateway + " " + reason);
    }
}
