package io.checkoutsuite.offer.usage;

import io.checkoutsuite.text.EmailAddress;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * By what a customer is known whose uses are limited. One customer is whoever shares the customer id or the mailbox: both are counted where
 * both are known, so that neither signing in nor a tag on the address makes somebody new.
 */
public final class CustomerKey {

    private static final String BETWEEN = "\n";

    private CustomerKey() {}

    /** Null while neither is known. */
    public static @Nullable String of(@Nullable String customerId, @Nullable String email) {
        String names = Stream.of(customer(customerId), mailbox(email))
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(BETWEEN));
        return names.isEmpty() ? null : names;
    }

    /** Each name of the customer: every one has a counter of its own. */
    static List<String> names(String key) {
        return List.of(key.split(BETWEEN));
    }

    /** An id that looks like an address is one, as systems have it whose customers sign in with theirs. */
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
