package io.checkoutsuite.limits;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * What a SKU is to the catalogue, the stock, the offers and carts alike. Upper and lower case differ; blanks around it and the Unicode form
 * that it was typed in do not.
 */
public final class Sku {

    public static final String RULE = "has 1 to 64 visible characters or blanks, without ; and \\";

    /** Not named in a path whatever is done to it: a firewall in front of the services refuses these. */
    private static final Pattern NOT_IN_PATHS = Pattern.compile("[;\\\\]|(^|/)\\.{1,2}(/|$)");

    private Sku() {}

    /** The one spelling of a SKU, which is how it is stored and compared. */
    public static String canonical(String typed) {
        return Normalizer.normalize(typed.strip(), Normalizer.Form.NFC);
    }

    /** Whether its canonical form can be a SKU. */
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
