package io.checkoutsuite.cart.cart;

/**
 * One thing that went wrong in an attempt, kept for audit (feature row W12).
 *
 * @param activity the activity or the moment of a hook
 * @param message for staff, at most {@value #LONGEST} characters; the buyer's words are in {@link AttemptFailure}
 */
public record ActivityFailure(String activity, Step step, String message) {

    private static final int LONGEST = 300;

    public ActivityFailure {
        message = message.substring(0, Math.min(message.length(), LONGEST));
    }

    /** What the activity was doing. */
    public enum Step {
        CHECK,
        RUN,
        HOOK,
        UNDO,
        FINISH
    }
}
