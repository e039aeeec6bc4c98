package io.checkoutsuite.web.cards;

/**
 * The groups of digits in a text. Up to eight characters that are neither letters nor digits may separate the groups of one number. The less
 * usual the separators are, the more the groups must look like those of a card number:
 *
 * <ul>
 *   <li>Spaces, dashes, slashes and the like, or always the same dot or comma: the groups have three or more digits on average, or all have
 *       one digit, or all have two.
 *   <li>Always the same other separator: likewise, but no group has more than eight digits, because such a group is a number of its own.
 *   <li>Mixed separators: the groups have four to eight digits, and the last may be shorter. Groups of times, prices and sizes have other
 *       lengths. Dots and commas mixed with each other or with blanks belong to decimals.
 * </ul>
 *
 * <p>Each group is checked together with at most 18 groups that follow it, so that the cost is linear in the length of the text.
 */
final class DigitGroups {

    private static final int SMALLEST_GROUP = 4;
    private static final int LARGEST_GROUP = 8;

    private final String text;

    /** All digits of the text, one after another. */
    private final char[] digits;

    /** The index in {@link #digits} at which each group starts, and the end of the last group. */
    private final int[] starts;

    /** The separator before each group, encoded by {@link Separator}. */
    private final int[] before;

    private final boolean[] afterPlus;
    private final int groups;

    DigitGroups(String text) {
        this.text = text;
        this.digits = new char[text.length()];
        this.starts = new int[text.length() / 2 + 2];
        this.before = new int[text.length() / 2 + 2];
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
            before[count] = count == 0 ? Separator.NONE : Separator.between(text, end, at);
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

    boolean containCardNumber() {
        for (int first = 0; first < groups; first++) {
            if (startsCardNumber(first)) {
                return true;
            }
        }
        return false;
    }

    private boolean startsCardNumber(int first) {
        if (starts[groups] - starts[first] < CardNumbers.SHORTEST || !CardNumberRange.mayBegin(digits, starts[first])) {
            return false;
        }
        Shape shape = new Shape(first);
        for (int last = first; last < groups; last++) {
            int length = starts[last + 1] - starts[first];
            if (length > CardNumbers.LONGEST || last > first && before[last] == Separator.NONE) {
                return false;
            }
            shape.add(last);
            if (length >= CardNumbers.SHORTEST
                    && shape.looksLikeCardNumber(length)
                    && !(afterPlus[first] && length == CardNumbers.SHORTEST)
                    && CardNumbers.isCardNumber(digits, starts[first], length)) {
                return true;
            }
        }
        return false;
    }

    /** The shape of consecutive groups, as far as they have been added. */
    private final class Shape {

        private final int first;
        private int count;
        private int lastSize;

        private boolean oneSeparator = true;
        private boolean usual = true;
        private boolean single = true;
        private boolean points;
        private boolean others;

        private boolean ones = true;
        private boolean pairs = true;
        private boolean countUp = true;
        private boolean small;
        private boolean large;

        Shape(int first) {
            this.first = first;
        }

        void add(int group) {
            int size = starts[group + 1] - starts[group];
            if (group > first) {
                oneSeparator &= Separator.areAlike(before[group], before[first + 1]);
                usual &= Separator.isUsual(before[group]);
                single &= Separator.isSingle(before[group]);
                points |= Separator.isPoint(before[group]);
                others |= !Separator.isPoint(before[group]) && !Separator.areBlanks(before[group]);
                small |= lastSize < SMALLEST_GROUP;
            }
            ones &= size == 1;
            pairs &= size == 2;
            countUp &= group == first || pairs && pair(group) > pair(group - 1);
            large |= size > LARGEST_GROUP;
            lastSize = size;
            count++;
        }

        boolean looksLikeCardNumber(int length) {
            if (!oneSeparator) {
                boolean decimals = points && !others;
                return !small && !large && !decimals;
            }
            // Excludes sizes, which count up, and percentages and the like: two digits with longer separators.
            return (length >= 3 * count || ones || pairs && single && !countUp) && (usual || !large);
        }

        private int pair(int group) {
            return digits[starts[group]] * 10 + digits[starts[group] + 1];
        }
    }
}
