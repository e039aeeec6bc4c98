package io.checkoutsuite.web.cards;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognizes the names under which security codes of cards are sent. The codes themselves are three or four digits and look like any number. */
final class SecurityCodes {

    private static final Set<String> NAMES = Set.of(
            "cvc",
            "cvc2",
            "cvv",
            "cvv2",
            "cardcvc",
            "cardcvv",
            "securitycode",
            "cardsecuritycode",
            "verificationvalue",
            "cardverificationcode",
            "cardverificationnumber",
            "cardverificationvalue");

    /** Each name contains one of them. */
    private static final byte[][] PARTS = {{'c', 'v'}, {'s', 'e', 'c', 'u'}, {'v', 'e', 'r', 'i', 'f'}};

    private static final int LONGEST = 64;

    private SecurityCodes() {}

    /** Whether the name means a security code, however it is capitalized and whatever separates its words. */
    static boolean isNamedBy(@Nullable String name) {
        return name != null
                && name.length() <= LONGEST
                && NAMES.contains(name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT));
    }

    /** A cheap check that excludes nearly all bodies; names with escapes are not found. */
    static boolean mayBeNamedIn(byte[] body) {
        for (int at = 0; at < body.length; at++) {
            for (byte[] part : PARTS) {
                if (isAt(at, body, part)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isAt(int at, byte[] body, byte[] part) {
        if (at + part.length > body.length) {
            return false;
        }
        for (int i = 0; i < part.length; i++) {
            if ((body[at + i] | 0x20) != part[i]) {
                return false;
            }
        }
        return true;
    }
}
