package io.checkoutsuite.cart.cart;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who knows means of payment. */
public interface PaymentMethods {

    /** Refuses a gateway or token that nobody could pay with. */
    void requireKnown(String tenant, String gateway, String token);

    /** A saved means of payment; empty if it is not this customer's. */
    Optional<Saved> saved(String tenant, String id, String customerId);

    /** What a saved means of payment is copied from. */
    record Saved(
            String gateway,
            String token,
            @Nullable String type,
            @Nullable Address billingAddress) {}
}
