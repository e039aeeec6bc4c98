package io.checkoutsuite.offer.usage;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** By what a customer is known whose uses are limited: the customer id, or a guest's e-mail address whatever its case. */
public final class CustomerKey {

    private CustomerKey() {}

    /** Null while neither is known. */
    public static @Nullable String of(@Nullable String customerId, @Nullable String email) {
        if (customerId != null && !customerId.isBlank()) {
            return canonical(customerId);
        }
        return canonical(email);
    }

    /** The one spelling of a key; null for none. */
    public static @Nullable String canonical(@Nullable String key) {
        if (key == null || key.isBlank()) {
            return null;
        }
        String stripped = key.strip();
        return stripped.contains("@") ? stripped.toLowerCase(Locale.ROOT) : stripped;
    }
}
