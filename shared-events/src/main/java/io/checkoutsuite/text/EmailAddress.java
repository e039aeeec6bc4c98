package io.checkoutsuite.text;

import io.checkoutsuite.limits.Limits;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * E-mail addresses as people type them. They are compared in two ways: an order is found by the normalised address, which ignores the case
 * and width of letters; limits per customer apply to the mailbox, which also ignores a tag ({@code ann+shop@…}).
 */
public final class EmailAddress {

    private static final int LONGEST_LOCAL = 64;

    /** Control and format characters, Unicode's default-ignorable characters, and the blank Braille pattern. */
    private static final Pattern INVISIBLE = Pattern.compile(
            "[\\p{Cc}\\p{Cf}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2060-\\u206F\\u2800\\u3164"
                    + "\\uFE00-\\uFE0F\\uFFA0\\uFFF0-\\uFFF8\\x{E0000}-\\x{E0FFF}]");

    /** Excludes blanks, and also quotes, comments and routes, which would give one mailbox many spellings. */
    private static final Pattern PLAUSIBLE_LOCAL =
            Pattern.compile("[^\\p{Z}\\p{Cn}\\p{Co}\\p{Cs}\"(),:;<>@\\[\\\\\\]]{1," + LONGEST_LOCAL + "}");

    private EmailAddress() {}

    /** Whether mail could be sent to the address, as far as its syntax shows. */
    public static boolean isPlausible(String text) {
        String tidy = text.strip();
        if (tidy.length() > Limits.EMAIL || INVISIBLE.matcher(tidy).find()) {
            return false;
        }
        String address = lowerCase(tidy);
        int at = address.lastIndexOf('@');
        return at > 0
                && address.length() <= Limits.EMAIL
                && PLAUSIBLE_LOCAL.matcher(address.substring(0, at)).matches()
                && asciiDomain(address.substring(at + 1)) != null;
    }

    /**
     * The canonical form of an address: without surrounding blanks and invisible characters, in lower case and Unicode's form NFKC, with the
     * domain in its ASCII (DNS) form. Text that is far too long for an address is returned unchanged.
     */
    public static String normalised(String text) {
        if (text.length() > 4 * Limits.EMAIL) {
            return text;
        }
        String address = lowerCase(text);
        int at = address.lastIndexOf('@');
        String domain = at < 0 ? null : asciiDomain(address.substring(at + 1));
        return domain == null ? address : address.substring(0, at + 1) + domain;
    }

    /** The mailbox of an address: the canonical form without the tag that starts at a plus sign. */
    public static String mailbox(String text) {
        String address = normalised(text);
        int at = address.lastIndexOf('@');
        int tag = address.indexOf('+');
        return tag > 0 && tag < at ? address.substring(0, tag) + address.substring(at) : address;
    }

    private static String lowerCase(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
        StringBuilder small = new StringBuilder(plain.length());
        // Upper case first, because some letters have two lower-case forms.
        INVISIBLE
                .matcher(plain)
                .replaceAll("")
                .codePoints()
                .map(letter -> Character.toLowerCase(Character.toUpperCase(letter)))
                .forEach(small::appendCodePoint);
        return Normalizer.normalize(small, Normalizer.Form.NFKC).strip();
    }

    /** Null if it is not a valid host name. */
    private static @Nullable String asciiDomain(String domain) {
        if (domain.length() > Limits.EMAIL) {
            return null;
        }
        try {
            // Java's IDN supports the letters of Unicode 3.2; newer ones count as unassigned.
            String ascii = IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED | IDN.USE_STD3_ASCII_RULES)
                    .toLowerCase(Locale.ROOT);
            String name = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
            return name.isEmpty() ? null : name;
        } catch (IllegalArgumentException noName) {
            return null;
        }
    }
}
