package io.checkoutsuite.order.order;

import java.util.Optional;

/** Finds out whether a checkout attempt still holds its buyer's money. */
public interface HeldFunds {

    /**
     * Describes what is held; empty if nothing is held and nothing can be held later.
     *
     * @throws HeldFundsUnavailableException if the answer is currently unavailable for every attempt
     */
    Optional<String> of(String tenant, String requestId);

    /** The service that knows is unavailable. */
    final class HeldFundsUnavailableException extends RuntimeException {

        public HeldFundsUnavailableException(Throwable cause) {
            super("It is currently unknown whether money is still held", cause);
        }
    }
}
