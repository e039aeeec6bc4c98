package io.checkoutsuite.payment.gateway;

/**
 * What a gateway can do.
 *
 * @param priority split payments are authorized in this order, smallest first
 * @param saleAtCheckout whether it can take the money at once
 * @param severalPayments whether one order may be paid with several of its payments
 * @param confirmation whether a third party's account is confirmed rather than authorized: its buyer has agreed there already
 */
public record GatewayCapabilities(
        int priority, boolean saleAtCheckout, boolean severalPayments, boolean confirmation) {}
