package io.checkoutsuite.web.cards;

import java.util.List;

/**
 * A range of card numbers with common first digits: ISO/IEC 7812 ranges as the card schemes publish them.
 *
 * @param from the lowest first four digits
 * @param to the highest first four digits
 */
record CardNumberRange(int from, int to, int shortest, int longest) {

    private static final List<CardNumberRange> ALL = List.of(
            new CardNumberRange(4000, 4999, 13, 13), // Visa
            new CardNumberRange(4000, 4999, 16, 16),
            new CardNumberRange(4000, 4999, 19, 19),
            new CardNumberRange(5100, 5599, 16, 16), // Mastercard
            new CardNumberRange(2221, 2720, 16, 16),
            new CardNumberRange(3400, 3499, 15, 15), // American Express
            new CardNumberRange(3700, 3799, 15, 15),
            new CardNumberRange(3000, 3059, 14, 19), // Diners Club
            new CardNumberRange(3095, 3095, 14, 19),
            new CardNumberRange(3600, 3699, 14, 19),
            new CardNumberRange(3800, 3999, 14, 19),
            new CardNumberRange(3528, 3589, 16, 19), // JCB
            new CardNumberRange(5000, 5099, 13, 19), // Maestro
            new CardNumberRange(5600, 5899, 13, 19),
            new CardNumberRange(6304, 6304, 13, 19),
            new CardNumberRange(6759, 6763, 13, 19),
            new CardNumberRange(6000, 6999, 16, 19), // Discover, UnionPay, RuPay and the other Maestro ranges
            new CardNumberRange(8100, 8299, 16, 19), // UnionPay, RuPay
            new CardNumberRange(2200, 2204, 16, 19), // Mir
            new CardNumberRange(8600, 8600, 16, 16), // Uzcard
            new CardNumberRange(9792, 9792, 16, 16), // Troy
            new CardNumberRange(9860, 9860, 16, 16)); // Humo

    /** The valid lengths for each combination of the first four digits, one bit per length. */
    private static final int[] LENGTHS = lengths();

    private static int[] lengths() {
        int[] lengths = new int[10_000];
        for (CardNumberRange issuer : ALL) {
            for (int first = issuer.from; first <= issuer.to; first++) {
                for (int length = issuer.shortest; length <= issuer.longest; length++) {
                    lengths[first] |= 1 << length;
                }
            }
        }
        return lengths;
    }

    /** Whether the numbers of any range start with the four digits at that position. */
    static boolean mayBegin(char[] digits, int from) {
        return LENGTHS[firstFour(digits, from)] != 0;
    }

    static boolean isKnown(char[] digits, int from, int length) {
        return (LENGTHS[firstFour(digits, from)] & 1 << length) != 0;
    }

    private static int firstFour(char[] digits, int from) {
        int first = 0;
        for (int i = from; i < from + 4; i++) {
            first = first * 10 + digits[i] - '0';
        }
        return first;
    }
}
