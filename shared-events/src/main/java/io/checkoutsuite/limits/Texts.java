package io.checkoutsuite.limits;

/** Checks that a string is printable text. */
public final class Texts {

    private static final int REPLACEMENT = 0xFFFD;

    private Texts() {}

    /** Whether the text has no control characters, no lone surrogates, and no replacement characters for bytes that could not be decoded. */
    public static boolean isPrintable(String text) {
        return text.codePoints().allMatch(Texts::isPrintable);
    }

    private static boolean isPrintable(int codePoint) {
        return codePoint != REPLACEMENT
                && switch (Character.getType(codePoint)) {
                    case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED -> false;
                    default -> true;
                };
    }
}
