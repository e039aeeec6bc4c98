package io.checkoutsuite.limits;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a code is to carts and offers alike; upper and lower case do not differ. */
public final class OfferCode {

    public static final String RULE = "has 1 to 64 letters, digits, dots, hyphens or underscores";

    private static final Pattern ALLOWED = Pattern.compile("[A-Z0-9][A-Z0-9._-]{0,63}");

    private OfferCode() {}

    /** The one spelling of a code that buyers type as they like. */
    public static String canonical(String typed) {
        return typed.strip().toUpperCase(Locale.ROOT);
    }

    /** Whether its canonical form can be a code. */
    public static boolean isAllowed(String typed) {
        return typed.length() <= 4 * Limits.CODE
                && ALLOWED.matcher(canonical(typed)).matches();
    }
}
