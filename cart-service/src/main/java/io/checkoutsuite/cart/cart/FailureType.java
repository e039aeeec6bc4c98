package io.checkoutsuite.cart.cart;

/** Why a checkout could not be completed. The types follow Broadleaf's failure types. */
public enum FailureType {
    INVALID_CART_STATUS(409),
    INVALID_CART_ITEM_CONFIG(422),
    INVALID_FULFILLMENT(422),
    INVALID_CART_PRICING(422),
    STALE_CART_PRICING_HIGHER(422),
    STALE_CART_PRICING_LOWER(422),
    INVALID_PAYMENT_CONFIG(422),
    FAILED_INVENTORY_CHECK(409),
    INVALID_OFFER_OR_OFFER_CODE_USAGE(422),
    FAILED_PAYMENT_TRANSACTION(402),
    PAYMENT_REQUIRES_3DS_VERIFICATION(402),
    CHECKOUT_ABANDONED(409),
    CHECKOUT_VETOED(422),
    SERVICE_UNAVAILABLE(503);

    private final int status;

    FailureType(int status) {
        this.status = status;
    }

    /** The HTTP status of the response. */
    public int status() {
        return status;
    }

    /** The name of its problem type. */
    public String problemName() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
