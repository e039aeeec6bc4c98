package io.checkoutsuite.limits;

/** Tells text from what only looks like it. */
public final class Texts {

    private static final int REPLACEMENT = 0xFFFD;

    private Texts() {}

    /** Whether it has no control characters, no half characters, and nothing that stands for bytes that could not be decoded. */
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
