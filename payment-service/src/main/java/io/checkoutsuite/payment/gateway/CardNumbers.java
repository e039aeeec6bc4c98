package io.checkoutsuite.payment.gateway;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognizes card numbers, which nobody may send us: 12 to 19 digits that pass Luhn's check, with or without spaces or dashes. */
public final class CardNumbers {

    private static final Pattern DIGITS = Pattern.compile("(?<!\\w)\\d(?:[ -]*\\d){11,18}(?!\\w)");

    private CardNumbers() {}

    /** Whether the text is or contains what looks like a card number. */
    public static boolean isIn(@Nullable String text) {
        if (text == null) {
            return false;
        }
        Matcher candidate = DIGITS.matcher(text);
        while (candidate.find()) {
            if (passesLuhn(candidate.group().replaceAll("[ -]", ""))) {
                return true;
            }
        }
        return false;
    }

    private static boolean passesLuhn(String digits) {
        int sum = 0;
        for (int fromRight = 0; fromRight < digits.length(); fromRight++) {
            int digit = digits.charAt(digits.length() - 1 - fromRight) - '0';
            int weighted = fromRight % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }
}
