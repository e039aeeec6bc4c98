package io.checkoutsuite.payment.payment;

import io.checkoutsuite.limits.Limits;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The payer's address. It is a copy, so later changes of an address book do not affect it. */
public record BillingAddress(
        @Nullable @Size(max = Limits.NAME) String name,
        @Nullable @Size(max = Limits.ADDRESS_LINE) String line1,
        @Nullable @Size(max = Limits.ADDRESS_LINE) String line2,
        @Nullable @Size(max = Limits.CITY) String city,
        @Nullable @Size(max = Limits.REGION) String region,
        @Nullable @Size(max = Limits.POSTAL_CODE) String postalCode,
        @Nullable @Size(max = 2) String country,
        @Nullable @Size(max = Limits.PHONE) String phone) {}
