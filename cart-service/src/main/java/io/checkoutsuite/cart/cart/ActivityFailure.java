package io.checkoutsuite.cart.cart;

import io.checkoutsuite.text.BoundedText;

/**
 * A failure that occurred during an attempt, stored for audit.
 *
 * @param activity the name of the activity, or the hook method
 * @param message for staff, at most {@value #MAX_LENGTH} characters; the text for the buyer is in {@link AttemptFailure}
 */
public record ActivityFailure(String activity, Step step, String message) {

    private static final int MAX_LENGTH = 300;

    public ActivityFailure {
        message = BoundedText.beginning(MAX_LENGTH, message);
    }

    /** What the activity was doing. */
    public enum Step {
        CHECK,
        RUN,
        HOOK,
        COMPENSATE,
        FINISH
    }
}
