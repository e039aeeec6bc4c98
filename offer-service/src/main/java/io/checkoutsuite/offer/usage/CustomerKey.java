package io.checkoutsuite.offer.usage;

import io.checkoutsuite.text.EmailAddress;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a customer whose uses are limited. Two buyers with the same customer id or mailbox are one customer. If both are known, both are
 * counted, so that neither signing in nor a tag in the address makes a new customer.
 */
public final class CustomerKey {

    private static final String BETWEEN = "\n";

    private CustomerKey() {}

    /** Returns null if neither is known. */
    public static @Nullable String of(@Nullable String customerId, @Nullable String email) {
        String names = Stream.of(customer(customerId), mailbox(email))
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(BETWEEN));
        return names.isEmpty() ? null : names;
    }

    /** Returns the names of the customer; each name has a counter of its own. */
    static List<String> names(String key) {
        return List.of(key.split(BETWEEN));
    }

    /** Treats an id that looks like an address as one, because in some systems customers sign in with their address. */
    private static @Nullable String customer(@Nullable String customerId) {
        if (customerId == null || customerId.isBlank()) {
            return null;
        }
        return EmailAddress.normalised(customerId).contains("@")
                ? EmailAddress.mailbox(customerId)
                : customerId.strip().replace(BETWEEN, " ");
    }

    private static @Nullable String mailbox(@Nullable String email) {
        return email == null || EmailAddress.normalised(email).isEmpty() ? null : EmailAddress.mailbox(email);
    }
}
