package io.checkoutsuite.cart.cart;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives access to payment methods. */
public interface PaymentMethods {

    /** Throws if this gateway and token cannot be used for a payment. */
    void requireUsable(String tenant, String gateway, String token);

    /** A saved payment method; empty if it does not belong to this customer. */
    Optional<Saved> saved(String tenant, String id, String customerId);

    /** The data of a saved payment method that is copied into the cart. */
    record Saved(
            String gateway,
            String token,
            @Nullable String type,
            @Nullable Address billingAddress) {}
}
