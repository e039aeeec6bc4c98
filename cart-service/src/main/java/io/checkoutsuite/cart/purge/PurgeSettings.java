package io.checkoutsuite.cart.purge;

import io.checkoutsuite.cart.cart.CartStatus;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which carts are removed, and how many at a time. Off unless enabled, and then it must be said which carts are meant.
 *
 * @param age since the last change, of whole days; at least a day, since answers to Idempotency-Keys are kept that long
 * @param statuses of carts that may go
 * @param submittedRetention how long a submitted cart is kept at least, whatever the age
 * @param batch carts of one run
 * @param retryAfter how long a cart that could not be removed is left alone
 * @param lookBack how far behind the age carts are looked for
 */
@ConfigurationProperties("suite.purge")
public record PurgeSettings(
        @DefaultValue("false") boolean enabled,
        @Nullable Duration age,
        @DefaultValue List<CartStatus> statuses,
        @DefaultValue("365d") Duration submittedRetention,
        @DefaultValue("50") int batch,
        @DefaultValue("48h") Duration retryAfter,
        @DefaultValue("3650d") Duration lookBack) {

    private static final Duration SHORTEST = Duration.ofDays(1);
    private static final Set<CartStatus> REMOVABLE = EnumSet.of(
            CartStatus.IN_PROCESS,
            CartStatus.CSR_OWNED,
            CartStatus.SUBMITTED,
            CartStatus.CANCELLED,
            CartStatus.REJECTED);

    public PurgeSettings {
        statuses = List.copyOf(statuses);
        if (enabled) {
            require(
                    age != null && !statuses.isEmpty(),
                    "is enabled, so suite.purge.age and suite.purge.statuses say which carts");
            require(
                    REMOVABLE.containsAll(statuses),
                    "can remove carts that are " + REMOVABLE + ", never one that is being checked out");
            require(
                    age == null || (age.compareTo(SHORTEST) >= 0 && submittedRetention.compareTo(SHORTEST) >= 0),
                    "keeps carts for at least a day");
            require(batch >= 1 && !retryAfter.isNegative(), "needs a batch of at least 1 and a retry-after");
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("suite.purge " + what);
        }
    }

    Duration ageOf(CartStatus status) {
        Duration least = age == null ? submittedRetention : age;
        return status == CartStatus.SUBMITTED && submittedRetention.compareTo(least) > 0 ? submittedRetention : least;
    }
}
