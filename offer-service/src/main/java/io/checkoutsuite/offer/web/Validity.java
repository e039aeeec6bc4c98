package io.checkoutsuite.offer.web;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.offer.offer.Limits;
import io.checkoutsuite.offer.offer.Window;
import io.checkoutsuite.web.problem.Errors;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When and how often, as operators write it of offers and codes alike. */
record Validity(
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable Long maxUses,
        @Nullable Long maxUsesPerCustomer) {

    private static final long MOST_USES = 1_000_000_000_000L;

    void check(Errors errors) {
        if (!Window.isAllowed(startsAt, endsAt)) {
            errors.add("/endsAt", "not-allowed", "The end is after the start");
        }
        checkLimit(maxUses, "/maxUses", errors);
        checkLimit(maxUsesPerCustomer, "/maxUsesPerCustomer", errors);
    }

    /** To be asked only after a check without errors. */
    Window window() {
        return new Window(startsAt, endsAt);
    }

    /** To be asked only after a check without errors. */
    Limits limits() {
        return new Limits(maxUses, maxUsesPerCustomer);
    }

    static void checkMoney(@Nullable Money money, String pointer, Errors errors) {
        if (money != null && (money.isNegative() || io.checkoutsuite.limits.Limits.isTooLargeForPrice(money))) {
            errors.add(pointer, "not-allowed", "It is not negative, with at most 12 digits before the point");
        }
    }

    private static void checkLimit(@Nullable Long limit, String pointer, Errors errors) {
        if (limit != null && (limit < 0 || limit > MOST_USES)) {
            errors.add(pointer, limit < 0 ? "too-small" : "too-large", "A limit is between 0 and " + MOST_USES);
        }
    }
}
