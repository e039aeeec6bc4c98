package io.checkoutsuite.stack.carts;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps country names, as old invoices spell them, to two-letter codes. */
final class Countries {

    private static final String HOME = "GB";
    private static final Map<String, String> CODES = codes();

    private Countries() {}

    /** Unknown names map to the shop's own country. */
    static String code(@Nullable String name) {
        return name == null ? HOME : CODES.getOrDefault(name.strip().toLowerCase(Locale.ROOT), HOME);
    }

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        Arrays.stream(Locale.getISOCountries())
                .forEach(code -> codes.put(
                        Locale.of("", code).getDisplayCountry(Locale.ENGLISH).toLowerCase(Locale.ROOT), code));
        codes.putAll(Map.of(
                "eire", "IE",
                "rsa", "ZA",
                "usa", "US",
                "channel islands", "JE",
                "czech republic", "CZ",
                "hong kong", "HK"));
        return Map.copyOf(codes);
    }
}
