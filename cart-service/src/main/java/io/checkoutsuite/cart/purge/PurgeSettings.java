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
 * Settings for the removal of old carts. It is disabled by default; if it is enabled, age and statuses are required.
 *
 * @param age minimum age since the last change, in whole days; at least a day, because responses to Idempotency-Keys are kept that long
 * @param statuses of the carts that may be removed
 * @param submittedRetention minimum retention of a submitted cart, regardless of the age
 * @param batch maximum number of carts per run
 * @param retryAfter how long a cart that could not be removed is deferred
 * @param lookBack how far beyond the age carts are searched for
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

    private static final Duration MIN_AGE = Duration.ofDays(1);
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
                    "is enabled and needs suite.purge.age and suite.purge.statuses");
            require(
                    REMOVABLE.containsAll(statuses),
                    "can only remove carts that are " + REMOVABLE + ", never one that is being checked out");
            require(
                    age == null || (age.compareTo(MIN_AGE) >= 0 && submittedRetention.compareTo(MIN_AGE) >= 0),
                    "must keep carts for at least a day");
            require(batch >= 1 && !retryAfter.isNegative(), "needs a batch of at least 1 and a retry-after");
        }
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException("suite.purge " + what);
        }
    }

    Duration ageOf(CartStatus status) {
        Duration least = age == null ? submittedRetention : age;
        return status == CartStatus.SUBMITTED && submittedRetention.compareTo(least) > 0 ? submittedRetention : least;
    }
}
