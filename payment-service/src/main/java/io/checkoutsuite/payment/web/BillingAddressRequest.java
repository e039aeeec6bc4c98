package io.checkoutsuite.payment.web;

import io.checkoutsuite.limits.Limits;
import io.checkoutsuite.payment.payment.BillingAddress;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The payer's address in a customer's request. */
record BillingAddressRequest(
        @Nullable @Size(max = Limits.NAME) String name,
        @Nullable @Size(max = Limits.ADDRESS_LINE) String line1,
        @Nullable @Size(max = Limits.ADDRESS_LINE) String line2,
        @Nullable @Size(max = Limits.CITY) String city,
        @Nullable @Size(max = Limits.REGION) String region,
        @Nullable @Size(max = Limits.POSTAL_CODE) String postalCode,
        @Nullable @Size(max = 2) String country,
        @Nullable @Size(max = Limits.PHONE) String phone) {

    BillingAddress billingAddress() {
        return new BillingAddress(name, line1, line2, city, region, postalCode, country, phone);
    }
}
