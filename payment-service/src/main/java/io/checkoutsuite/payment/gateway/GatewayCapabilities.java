package io.checkoutsuite.payment.gateway;

/**
 * What a gateway can do.
 *
 * @param priority split payments are authorized in this order, smallest first
 * @param saleAtCheckout whether it can capture the money at checkout
 * @param severalPayments whether one order may have several payments with this gateway
 * @param confirmation whether a third party's account is confirmed rather than authorized, because the buyer has already approved the payment there
 * @param severalCaptures whether one hold can be captured in several parts; if not, the first capture releases the rest
 */
public record GatewayCapabilities(
        int priority, boolean saleAtCheckout, boolean severalPayments, boolean confirmation, boolean severalCaptures) {}
