package io.checkoutsuite.operations.replay;

/** Why a replay is stopped: the beginning of a text of any length. */
final class StopReason {

    private static final int MAX_LENGTH = 1_000;

    private StopReason() {}

    static String shortened(String because) {
        if (because.length() <= MAX_LENGTH) {
            return because;
        }
        boolean splits = Character.isHighSurrogate(because.charAt(MAX_LENGTH - 1));
        return because.substring(0, splits ? MAX_LENGTH - 1 : MAX_LENGTH);
    }
}
