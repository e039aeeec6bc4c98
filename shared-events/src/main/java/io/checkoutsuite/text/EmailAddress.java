package io.checkoutsuite.text;

import io.checkoutsuite.limits.Limits;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * E-mail addresses as people type them. Two rules of sameness: an order is found by its address whatever the case and width of its
 * letters; a customer who may use something once is a mailbox, whatever tag ({@code ann+shop@…}) is put on it.
 */
public final class EmailAddress {

    private static final int LONGEST_LOCAL = 64;
    private static final Pattern NEVER_SEEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}]");
    private static final Pattern PLAUSIBLE = Pattern.compile("[^\\s@]+@[^\\s@.]+(?:\\.[^\\s@.]+)*+");

    private EmailAddress() {}

    /** Whether mail could be sent there, as far as one can tell without sending any. */
    public static boolean isPlausible(String text) {
        String tidy = text.strip();
        return tidy.length() <= Limits.EMAIL
                && !NEVER_SEEN.matcher(tidy).find()
                && tidy.indexOf('@') <= LONGEST_LOCAL
                && PLAUSIBLE.matcher(tidy).matches();
    }

    /** The one spelling of an address: without blanks and characters that nobody sees, in plain small letters. */
    public static String normalised(String text) {
        String seen = NEVER_SEEN.matcher(text).replaceAll("");
        return Normalizer.normalize(seen, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }

    /** The mailbox behind an address: its one spelling without the tag that begins at a plus sign. */
    public static String mailbox(String text) {
        String address = normalised(text);
        int at = address.lastIndexOf('@');
        int tag = address.indexOf('+');
        return tag > 0 && tag < at ? address.substring(0, tag) + address.substring(at) : address;
    }
}
