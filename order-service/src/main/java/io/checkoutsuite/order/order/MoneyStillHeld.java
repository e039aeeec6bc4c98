package io.checkoutsuite.order.order;

import java.util.Optional;

/** Finds out whether a checkout attempt still holds its buyer's money. */
public interface MoneyStillHeld {

    /**
     * Describes what is held; empty if nothing is held and nothing can be held later.
     *
     * @throws NobodyAnswersException if the answer is currently unavailable for every attempt
     */
    Optional<String> of(String tenant, String requestId);

    /** The service that knows is unavailable. */
    final class NobodyAnswersException extends RuntimeException {

        public NobodyAnswersException(Throwable cause) {
            super("It is currently unknown whether money is still held", cause);
        }
    }
}
