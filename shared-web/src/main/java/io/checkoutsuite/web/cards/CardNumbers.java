package io.checkoutsuite.web.cards;

import java.math.BigInteger;
import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes card numbers in any text: 13 to 19 digits that start with a known range, have one of its lengths and pass the Luhn check. They may
 * be written in one piece or in groups ({@link DigitGroups}), in the digits of any script, and with invisible characters in between.
 *
 * <p>Other kinds of numbers are ignored: article numbers (13 or 14 digits with a valid GTIN check digit, except Diners Club's 14 digits),
 * telephone numbers of 13 digits after a plus sign, UUIDs, hexadecimal words of 24 or more characters, and IBANs.
 */
public final class CardNumbers {

    static final int SHORTEST = 13;
    static final int LONGEST = 19;

    private static final Pattern UUID =
            Pattern.compile("(?<![0-9A-Za-z])[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![0-9A-Za-z])");
    private static final Pattern HASH =
            Pattern.compile("(?<![0-9A-Za-z])(?=[0-9]*+[a-fA-F])[0-9a-fA-F]{24,}+(?![0-9A-Za-z])");
    private static final Pattern IBAN =
            Pattern.compile("(?<![0-9A-Za-z])[A-Z]{2}[0-9]{2}(?: ?[0-9A-Z]){11,30}(?![0-9A-Za-z])");
    private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

    private CardNumbers() {}

    /** Whether the text is or contains a card number. */
    public static boolean isIn(@Nullable String text) {
        if (text == null || !hasEnoughDigits(text)) {
            return false;
        }
        String plain = plain(text);
        return new DigitGroups(plain).containCardNumber()
                && new DigitGroups(withoutIbans(withoutIds(plain))).containCardNumber();
    }

    private static String withoutIds(String text) {
        return HASH.matcher(UUID.matcher(text).replaceAll("x")).replaceAll("x");
    }

    /** A cheap check that excludes nearly all texts; any non-ASCII character may be a digit. */
    private static boolean hasEnoughDigits(String text) {
        int digits = 0;
        for (int i = 0; i < text.length() && digits < SHORTEST; i++) {
            char next = text.charAt(i);
            digits += next >= '0' && next <= '9' || next > '~' ? 1 : 0;
        }
        return digits >= SHORTEST;
    }

    /** The text as a reader sees it: with ASCII digits and without invisible characters. */
    private static String plain(String text) {
        if (text.chars().allMatch(next -> next <= '~')) {
            return text;
        }
        // Removes marks first: normalization takes quadratic time to order many marks on one letter.
        StringBuilder unmarked = new StringBuilder(text.length());
        text.codePoints().filter(next -> isVisible(next) && !isMark(next)).forEach(unmarked::appendCodePoint);
        StringBuilder plain = new StringBuilder(text.length());
        Normalizer.normalize(unmarked, Normalizer.Form.NFKC)
                .codePoints()
                .filter(CardNumbers::isVisible)
                .forEach(next -> {
                    int digit = Character.digit(next, 10);
                    if (digit >= 0) {
                        plain.append((char) ('0' + digit));
                    } else {
                        plain.appendCodePoint(next);
                    }
                });
        return plain.toString();
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.FORMAT, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> false;
            case Character.CONTROL -> Character.isWhitespace(codePoint);
            default -> true;
        };
    }

    private static boolean isMark(int codePoint) {
        return Character.getType(codePoint) == Character.COMBINING_SPACING_MARK;
    }

    private static String withoutIbans(String text) {
        Matcher ibans = IBAN.matcher(text);
        return ibans.replaceAll(
                found -> isIban(found.group().replace(" ", "")) ? "x" : Matcher.quoteReplacement(found.group()));
    }

    private static boolean isIban(String candidate) {
        StringBuilder number = new StringBuilder();
        (candidate.substring(4) + candidate.substring(0, 4))
                .chars()
                .forEach(next -> number.append(Character.digit(next, 36)));
        return new BigInteger(number.toString()).mod(NINETY_SEVEN).equals(BigInteger.ONE);
    }

    /** Whether these 13 to 19 digits are a card number. */
    static boolean isCardNumber(char[] digits, int from, int length) {
        return CardNumberRange.isKnown(digits, from, length)
                && sum(digits, from, length, true) % 10 == 0
                && !isArticleNumber(digits, from, length);
    }

    private static boolean isArticleNumber(char[] digits, int from, int length) {
        boolean gtin = length == 13 || length == 14 && digits[from] != '3';
        return gtin && sum(digits, from, length, false) % 10 == 0;
    }

    /** The weighted sum from the right: every second digit doubled and reduced to its digit sum (Luhn), or tripled (GTIN). */
    private static int sum(char[] digits, int from, int length, boolean luhn) {
        int sum = 0;
        for (int fromRight = 0; fromRight < length; fromRight++) {
            int digit = digits[from + length - 1 - fromRight] - '0';
            int twice = digit * 2;
            int everySecond = luhn ? twice > 9 ? twice - 9 : twice : digit * 3;
            sum += fromRight % 2 == 0 ? digit : everySecond;
        }
        return sum;
    }
}
