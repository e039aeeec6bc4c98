package io.checkoutsuite.web.cards;

/**
 * Encodes the separator between two groups of digits as a number, which is the same for the same separator: {@link #NONE}; {@link #BLANK} for
 * up to three blanks; {@link #MANY_BLANKS} for more; {@link #DASH} for up to three dashes, slashes and the like, with or without blanks; the
 * code point of any other single character; a negative number for a longer separator.
 */
final class Separator {

    /** The groups cannot belong to the same number. */
    static final int NONE = 0;

    static final int BLANK = 1;
    static final int MANY_BLANKS = 2;
    static final int DASH = 3;

    private static final int LONGEST = 8;
    private static final int LONGEST_DASH = 3;

    private Separator() {}

    /** The separator between two positions of a text with no digit between them. */
    static int between(String text, int from, int to) {
        if (to - from > 2 * LONGEST || text.codePointCount(from, to) > LONGEST) {
            return NONE;
        }
        boolean blank = true;
        boolean dash = true;
        int brackets = 0;
        int code = 0;
        for (int at = from; at < to; at += Character.charCount(text.codePointAt(at))) {
            int next = text.codePointAt(at);
            boolean isBlank = Character.isWhitespace(next);
            if (isPartOfWord(next)) {
                return NONE;
            }
            blank &= isBlank;
            dash &= isBlank || isDash(next);
            brackets += next == '(' ? 1 : next == ')' ? -1 : 0;
            code = 31 * code + next;
        }
        if (blank || dash && to - from <= LONGEST_DASH) {
            return !blank ? DASH : to - from <= LONGEST_DASH ? BLANK : MANY_BLANKS;
        }
        if (brackets != 0) {
            return NONE;
        }
        if (text.codePointCount(from, to) == 1) {
            return text.codePointAt(from);
        }
        return dash || !continuesList(text, from, to) ? code | Integer.MIN_VALUE : NONE;
    }

    private static boolean isPartOfWord(int next) {
        return switch (Character.getType(next)) {
            case Character.OTHER_NUMBER, Character.LETTER_NUMBER -> true;
            default -> Character.isLetterOrDigit(next);
        };
    }

    private static boolean isDash(int next) {
        return Character.getType(next) == Character.DASH_PUNCTUATION || "_/|*~\u2212".indexOf(next) >= 0;
    }

    /** Whether the next group is another list item, an amount of money or a telephone number. */
    private static boolean continuesList(String text, int from, int to) {
        return text.charAt(to - 1) == '+'
                || text.substring(from, to)
                        .codePoints()
                        .anyMatch(next ->
                                ",;#".indexOf(next) >= 0 || Character.getType(next) == Character.CURRENCY_SYMBOL);
    }

    /** Whether people commonly write it between all groups of a card number. */
    static boolean isUsual(int separator) {
        return isBlankOrDash(separator) || ".,·•".indexOf(separator) >= 0;
    }

    /** Whether it is a single character, or blanks and dashes. */
    static boolean isSingle(int separator) {
        return separator > 0;
    }

    static boolean areBlanks(int separator) {
        return separator == BLANK || separator == MANY_BLANKS;
    }

    /** Whether it may occur within a decimal or between list items. */
    static boolean isPoint(int separator) {
        return ".,;".indexOf(separator) >= 0;
    }

    static boolean areAlike(int one, int other) {
        return one == other || isBlankOrDash(one) && isBlankOrDash(other);
    }

    private static boolean isBlankOrDash(int separator) {
        return separator == BLANK || separator == DASH;
    }
}
