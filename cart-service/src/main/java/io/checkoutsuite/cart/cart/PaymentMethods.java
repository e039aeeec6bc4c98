package io.checkoutsuite.cart.cart;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives access to payment methods. */
public interface PaymentMethods {

    /**
     * Returns who handles payments with this gateway and token. Throws if they cannot be used for a payment.
     *
     * @param gateway null, like the token, for types that no gateway handles
     */
    Handler requireUsable(String tenant, @Nullable String gateway, @Nullable String token, @Nullable String type);

    /** A saved payment method; empty if it does not belong to this customer. */
    Optional<Saved> saved(String tenant, String id, String customerId);

    /** The customer's default payment method; empty if none is saved. */
    Optional<Saved> defaultOf(String tenant, String customerId);

    /**
     * The gateway of a payment.
     *
     * @param severalPayments whether it accepts a payment for only a part of an order
     */
    record Handler(String gateway, boolean severalPayments) {}

    /** The data of a saved payment method that is copied into the cart. */
    record Saved(
            String id,
            Handler handler,
            String token,
            @Nullable String type,
            @Nullable Address billingAddress) {}
}
