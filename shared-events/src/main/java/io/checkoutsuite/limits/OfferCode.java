package io.checkoutsuite.limits;

import java.util.Locale;
import java.util.regex.Pattern;

/** The format of offer codes, shared by carts and offers; codes are case-insensitive. */
public final class OfferCode {

    public static final String RULE = "has 1 to 64 letters, digits, dots, hyphens or underscores";

    private static final Pattern ALLOWED = Pattern.compile("[A-Z0-9][A-Z0-9._-]{0,63}");

    private OfferCode() {}

    /** The canonical form of a code that a buyer typed. */
    public static String canonical(String typed) {
        return typed.strip().toUpperCase(Locale.ROOT);
    }

    /** Whether the canonical form is a valid code. */
    public static boolean isAllowed(String typed) {
        return typed.length() <= 4 * Limits.CODE
                && ALLOWED.matcher(canonical(typed)).matches();
    }
}
