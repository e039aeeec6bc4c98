package io.checkoutsuite.payment.gateway;

/** Limits the calls to a gateway, so that a gateway that is slow or fails does not take the service with it. */
@FunctionalInterface
public interface GatewayProtection {

    /** Returns the gateway with limits, or the gateway itself if it needs none. */
    PaymentGateway protect(PaymentGateway gateway);
}
