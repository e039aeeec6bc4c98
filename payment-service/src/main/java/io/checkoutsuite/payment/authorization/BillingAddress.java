package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.limits.Limits;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whose bill it is: a copy, which later changes of an address book leave alone. */
public record BillingAddress(
        @Nullable @Size(max = Limits.NAME) String name,
        @Nullable @Size(max = Limits.ADDRESS_LINE) String line1,
        @Nullable @Size(max = Limits.ADDRESS_LINE) String line2,
        @Nullable @Size(max = Limits.CITY) String city,
        @Nullable @Size(max = Limits.REGION) String region,
        @Nullable @Size(max = Limits.POSTAL_CODE) String postalCode,
        @Nullable @Size(max = 2) String country,
        @Nullable @Size(max = Limits.PHONE) String phone) {

    /** The free text in it, by field; phone numbers are left out, because every tenth of them passes for a card number. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        put(texts, "name", name);
        put(texts, "line1", line1);
        put(texts, "line2", line2);
        put(texts, "city", city);
        put(texts, "region", region);
        put(texts, "postalCode", postalCode);
        return texts;
    }

    private static void put(Map<String, String> texts, String field, @Nullable String text) {
        if (text != null) {
            texts.put(field, text);
        }
    }
}
