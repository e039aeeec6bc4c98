package io.checkoutsuite.text;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * Parses numbers and dates of untrusted text, and cuts texts of any length. The length is checked before anything is parsed, because parsing a decimal takes time
 * quadratic in its number of digits. No exception quotes the text.
 */
public final class BoundedText {

    /** Far longer than any number or date of a checkout, and short enough to be parsed quickly. */
    public static final int LONGEST = 64;

    /** The maximum number of digits before and after the decimal point; more than any amount, percentage or quantity has. */
    public static final int MOST_DIGITS = 40;

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private BoundedText() {}

    /**
     * A decimal of at most {@value #MOST_DIGITS} digits before and after the decimal point, however it is written.
     *
     * @throws IllegalArgumentException if the text is too long or the decimal has more digits
     * @throws NumberFormatException if it is not a decimal
     */
    public static BigDecimal decimal(String text) {
        return bounded(new BigDecimal(atMost(LONGEST, text)));
    }

    /**
     * Returns the decimal if it is within the digit limits.
     *
     * @throws IllegalArgumentException if it has more digits before or after the decimal point
     */
    public static BigDecimal bounded(BigDecimal decimal) {
        long before = (long) decimal.precision() - decimal.scale();
        if (Math.abs((long) decimal.scale()) > MOST_DIGITS || before > MOST_DIGITS) {
            throw new IllegalArgumentException(
                    "A number has at most " + MOST_DIGITS + " digits before or after the point");
        }
        return decimal;
    }

    /**
     * An instant of the years 1 to 9999, which every store supports.
     *
     * @throws IllegalArgumentException if the text is too long, or the year is out of range
     * @throws DateTimeParseException if it is not an instant
     */
    public static Instant instant(String text) {
        return bounded(Instant.parse(atMost(LONGEST, text)));
    }

    /** @throws IllegalArgumentException if the year is not from 1 to 9999 */
    public static Instant bounded(Instant instant) {
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw new IllegalArgumentException("A date has a year from 1 to 9999");
        }
        return instant;
    }

    /** The text, or its beginning of this many characters. A surrogate pair is not split, because half of one cannot be written as JSON. */
    public static String beginning(int characters, String text) {
        if (text.length() <= characters) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(characters - 1));
        return text.substring(0, splits ? characters - 1 : characters);
    }

    /**
     * Returns the text itself.
     *
     * @throws IllegalArgumentException if it has more characters
     */
    public static String atMost(int characters, String text) {
        if (text.length() > characters) {
            throw new IllegalArgumentException("It has more than " + characters + " characters");
        }
        return text;
    }
}
