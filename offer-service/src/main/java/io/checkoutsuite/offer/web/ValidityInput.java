package io.checkoutsuite.offer.web;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.offer.offer.Limits;
import io.checkoutsuite.offer.offer.ValidityPeriod;
import io.checkoutsuite.web.problem.ValidationErrors;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The validity period and limits of an offer or code, as operators write them. */
record ValidityInput(
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable Long maxUses,
        @Nullable Long maxUsesPerCustomer) {

    private static final long MOST_USES = 1_000_000_000_000L;

    void check(ValidationErrors errors) {
        if (!ValidityPeriod.isAllowed(startsAt, endsAt)) {
            errors.add("/endsAt", "not-allowed", "The end must be after the start");
        }
        checkLimit(maxUses, "/maxUses", errors);
        checkLimit(maxUsesPerCustomer, "/maxUsesPerCustomer", errors);
    }

    /** Requires a check without errors. */
    ValidityPeriod period() {
        return new ValidityPeriod(startsAt, endsAt);
    }

    /** Requires a check without errors. */
    Limits limits() {
        return new Limits(maxUses, maxUsesPerCustomer);
    }

    static void checkMoney(@Nullable Money money, String pointer, ValidationErrors errors) {
        if (money != null && (money.isNegative() || money.exceedsDigits(io.checkoutsuite.limits.Limits.PRICE_DIGITS))) {
            errors.add(pointer, "not-allowed", "It must be at least 0, with at most 12 digits before the point");
        }
    }

    private static void checkLimit(@Nullable Long limit, String pointer, ValidationErrors errors) {
        if (limit != null && (limit < 0 || limit > MOST_USES)) {
            errors.add(pointer, limit < 0 ? "too-small" : "too-large", "A limit must be between 0 and " + MOST_USES);
        }
    }
}
