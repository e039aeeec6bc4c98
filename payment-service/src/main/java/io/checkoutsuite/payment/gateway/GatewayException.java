package io.checkoutsuite.payment.gateway;

/** A call to a gateway got no response that could be used. */
public abstract sealed class GatewayException extends RuntimeException
        permits GatewayUnreachableException, GatewayTimeoutException {

    GatewayException(String message) {
        super(message);
    }
}
