package io.checkoutsuite.payment.gateway;

/** The gateway does not accept calls with this installation's settings, for instance its credentials. An operator has to change them. */
public final class GatewayConfigurationException extends GatewayUnreachableException {

    /** @param reason continues a sentence that begins with the gateway's name; without any secret */
    public GatewayConfigurationException(String gateway, String reason) {
        super(gateway, reason);
    }
}
