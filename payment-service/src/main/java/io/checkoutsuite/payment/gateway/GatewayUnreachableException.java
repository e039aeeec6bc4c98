package io.checkoutsuite.payment.gateway;

/** The call did not reach the gateway, or the gateway did not accept it: it had no effect. */
public sealed class GatewayUnreachableException extends GatewayException
        permits GatewayCallRejectedException, GatewayConfigurationException {

    public GatewayUnreachableException(String gateway) {
        this(gateway, "cannot be reached");
    }

    /** @param reason continues a sentence that begins with the gateway's name */
    public GatewayUnreachableException(String gateway, String reason) {
        super(gateway + " " + reason);
    }
}
