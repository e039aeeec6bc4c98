package io.checkoutsuite.text;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * Reads numbers and dates from text that others wrote. The length is checked before anything is parsed: reading a decimal takes time that
 * grows with the square of its digits. No exception quotes the text.
 */
public final class BoundedText {

    /** Far longer than any number or date of a checkout, and short enough to be read at once. */
    public static final int LONGEST = 64;

    /** More digits before or after the point than any sum, percentage or quantity has. */
    public static final int MOST_DIGITS = 40;

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private BoundedText() {}

    /**
     * A decimal of at most {@value #MOST_DIGITS} digits before and after the point, however it is written.
     *
     * @throws IllegalArgumentException if it is longer or larger
     * @throws NumberFormatException if it is no decimal
     */
    public static BigDecimal decimal(String text) {
        return bounded(new BigDecimal(atMost(LONGEST, text)));
    }

    /**
     * The same decimal, if none of its digits could have been written only with an exponent.
     *
     * @throws IllegalArgumentException if it has more digits before or after the point
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
     * A whole number.
     *
     * @throws IllegalArgumentException if the text is longer than any
     * @throws NumberFormatException if it is none
     */
    public static long wholeNumber(String text) {
        return Long.parseLong(atMost(LONGEST, text));
    }

    /**
     * An instant of the years 1 to 9999, which every store can keep.
     *
     * @throws IllegalArgumentException if the text is longer than any, or the year is another
     * @throws DateTimeParseException if it is none
     */
    public static Instant instant(String text) {
        return bounded(Instant.parse(atMost(LONGEST, text)));
    }

    /** @throws IllegalArgumentException unless of the years 1 to 9999 */
    public static Instant bounded(Instant instant) {
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw new IllegalArgumentException("A date has a year from 1 to 9999");
        }
        return instant;
    }

    /**
     * The text itself.
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
