package io.checkoutsuite.offer.usage;

import io.checkoutsuite.reservations.RequestKey;

/** A request id was used again for other uses: a mistake of the caller, not to be retried. */
public final class OtherUsesUnderOneRequest extends RuntimeException {

    OtherUsesUnderOneRequest(RequestKey key) {
        super("Request " + key.requestId() + " was made with other uses before");
    }
}
