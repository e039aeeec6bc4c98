package io.checkoutsuite.cart.editing;

/** Recognises card numbers, which nothing of ours may ever take in (G10). */
final class CardNumbers {

    private static final int SHORTEST = 12;
    private static final int LONGEST = 19;

    private CardNumbers() {}

    /** 12 to 19 digits, spaced or not, whose check digit is right (Luhn). */
    static boolean looksLikeOne(String text) {
        String digits = text.replaceAll("[ ._-]", "");
        return digits.length() >= SHORTEST
                && digits.length() <= LONGEST
                && digits.chars().allMatch(Character::isDigit)
                && luhnSum(digits) % 10 == 0;
    }

    private static int luhnSum(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum;
    }
}
