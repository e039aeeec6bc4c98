package io.checkoutsuite.order.order;

import java.util.Optional;

/** Knows whether a checkout attempt still holds its buyer's money. */
public interface MoneyStillHeld {

    /**
     * What of it is held, in words; empty if nothing is and nothing can come.
     *
     * @throws NobodyAnswersException if it cannot be found out at the moment, for any attempt
     */
    Optional<String> of(String tenant, String requestId);

    /** Whoever knows is away. */
    final class NobodyAnswersException extends RuntimeException {

        public NobodyAnswersException(Throwable cause) {
            super("Nobody says whether money is still held", cause);
        }
    }
}
