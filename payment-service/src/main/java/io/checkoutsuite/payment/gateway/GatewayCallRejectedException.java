package io.checkoutsuite.payment.gateway;

/** The call was not made: the gateway fails at the moment, or has as many calls as it may have. */
public final class GatewayCallRejectedException extends GatewayUnreachableException {

    /** @param reason continues a sentence that begins with the gateway's name */
    public GatewayCallRejectedException(String gateway, String reason) {
        super(gateway, reason);
    }
}
