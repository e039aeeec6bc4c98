package io.checkoutsuite.limits;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * The format of SKUs, shared by the catalogue, stock, offers and carts. SKUs are case-sensitive; surrounding blanks and the Unicode
 * normalization form do not matter.
 */
public final class Sku {

    public static final String RULE = "has 1 to 64 visible characters or blanks, without ; and \\";

    /** Not usable in URL paths, even when encoded: a firewall in front of the services refuses these. */
    private static final Pattern NOT_IN_PATHS = Pattern.compile("[;\\\\]|(^|/)\\.{1,2}(/|$)");

    private Sku() {}

    /** The canonical form of a SKU, in which it is stored and compared. */
    public static String canonical(String typed) {
        return Normalizer.normalize(typed.strip(), Normalizer.Form.NFC);
    }

    /** Whether the canonical form is a valid SKU. */
    public static boolean isAllowed(String typed) {
        if (typed.length() > 4 * Limits.SKU) {
            return false;
        }
        String sku = canonical(typed);
        return !sku.isEmpty()
                && sku.length() <= Limits.SKU
                && Texts.isPrintable(sku)
                && sku.codePoints().allMatch(Sku::isVisible)
                && !NOT_IN_PATHS.matcher(sku).find();
    }

    private static boolean isVisible(int codePoint) {
        return codePoint == ' '
                || switch (Character.getType(codePoint)) {
                    case Character.FORMAT,
                            Character.PRIVATE_USE,
                            Character.SPACE_SEPARATOR,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
    }
}
