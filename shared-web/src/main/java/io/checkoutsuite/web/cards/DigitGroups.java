package io.checkoutsuite.web.cards;

/**
 * The digits of a text as they are grouped in it. Groups belong together if spaces, dashes, underscores, slashes or the like are between
 * them, or always the same dot or comma: a dot beside a space ends a decimal number.
 *
 * <p>Each group is looked at with at most 18 that follow it, so that a long text costs no more than its length.
 */
final class DigitGroups {

    private static final int LONGEST_SEPARATOR = 3;
    private static final char BLANK = ' ';
    private static final char NOTHING_TO_DO_WITH_EACH_OTHER = 0;

    private final String text;

    /** All digits of the text, one after another. */
    private final char[] digits;

    /** Where in them each group begins, and where the last one ends. */
    private final int[] starts;

    /** What separates each group from the one before: a blank for spaces and dashes, or the very dot or comma. */
    private final char[] before;

    private final boolean[] afterPlus;
    private final int groups;

    DigitGroups(String text) {
        this.text = text;
        this.digits = new char[text.length()];
        this.starts = new int[text.length() / 2 + 2];
        this.before = new char[text.length() / 2 + 2];
        this.afterPlus = new boolean[text.length() / 2 + 2];
        this.groups = read();
    }

    private int read() {
        int count = 0;
        int read = 0;
        int end = 0;
        for (int at = 0; at < text.length(); at++) {
            if (!isDigit(text.charAt(at))) {
                continue;
            }
            starts[count] = read;
            before[count] = count == 0 ? NOTHING_TO_DO_WITH_EACH_OTHER : separator(end, at);
            afterPlus[count] = at > 0 && text.charAt(at - 1) == '+';
            while (at < text.length() && isDigit(text.charAt(at))) {
                digits[read++] = text.charAt(at++);
            }
            end = at;
            count++;
        }
        starts[count] = read;
        return count;
    }

    private static boolean isDigit(char next) {
        return next >= '0' && next <= '9';
    }

    private char separator(int from, int to) {
        if (to - from == 1 && ".,·•".indexOf(text.charAt(from)) >= 0) {
            return text.charAt(from);
        }
        if (to - from > LONGEST_SEPARATOR) {
            return NOTHING_TO_DO_WITH_EACH_OTHER;
        }
        for (int at = from; at < to; at++) {
            if (!separates(text.charAt(at))) {
                return NOTHING_TO_DO_WITH_EACH_OTHER;
            }
        }
        return BLANK;
    }

    private static boolean separates(char next) {
        return Character.isWhitespace(next)
                || Character.getType(next) == Character.DASH_PUNCTUATION
                || "_/|*~\u2212".indexOf(next) >= 0;
    }

    boolean holdCardNumber() {
        for (int first = 0; first < groups; first++) {
            if (beginsOne(first)) {
                return true;
            }
        }
        return false;
    }

    private boolean beginsOne(int first) {
        if (starts[groups] - starts[first] < CardNumbers.SHORTEST || !Issuer.mayBegin(digits, starts[first])) {
            return false;
        }
        boolean ones = true;
        boolean pairs = true;
        boolean countUp = true;
        for (int last = first; last < groups; last++) {
            if (last > first && before[last] == NOTHING_TO_DO_WITH_EACH_OTHER
                    || last > first + 1 && before[last] != before[first + 1]) {
                return false;
            }
            int length = starts[last + 1] - starts[first];
            if (length > CardNumbers.LONGEST) {
                return false;
            }
            int size = starts[last + 1] - starts[last];
            ones &= size == 1;
            pairs &= size == 2;
            countUp &= last == first || pairs && pair(last) > pair(last - 1);
            // Groups of three and more, as on cards; or every digit, or every two, by themselves, unless they count up
            // as sizes do.
            boolean likeOne = length >= 3 * (last - first + 1) || ones || pairs && !countUp;
            if (length >= CardNumbers.SHORTEST
                    && likeOne
                    && !(afterPlus[first] && length == CardNumbers.SHORTEST)
                    && CardNumbers.isOne(digits, starts[first], length)) {
                return true;
            }
        }
        return false;
    }

    private int pair(int group) {
        return digits[starts[group]] * 10 + digits[starts[group] + 1];
    }
}
