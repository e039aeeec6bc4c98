package io.checkoutsuite.offer.web;

import io.checkoutsuite.limits.Limits;
import io.checkoutsuite.offer.offer.Code;
import io.checkoutsuite.offer.usage.Use;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The uses to reserve for a checkout. */
record ReserveUsesRequest(
        @NotBlank @Size(max = Limits.ID) String cartId,
        @Nullable @Size(max = Limits.CUSTOMER_ID) String customerId,
        @Nullable @Size(max = Limits.EMAIL) String email,
        @Nullable @Min(1) @Max(Limits.LONGEST_LEASE_SECONDS) Integer leaseSeconds,
        @NotNull @Size(max = 1_000) List<@NotNull @Valid RequestedUse> uses) {

    private static final int USUAL_LEASE = 300;

    record RequestedUse(
            @NotBlank @Size(max = Limits.ID) String offerId,
            @Nullable @Size(max = Limits.CODE) String code) {

        Use use() {
            return new Use(offerId, code == null ? null : Code.canonical(code));
        }
    }

    Duration lease() {
        return Duration.ofSeconds(leaseSeconds == null ? USUAL_LEASE : leaseSeconds);
    }

    List<Use> distinctUses() {
        return uses.stream().map(RequestedUse::use).distinct().toList();
    }
}
