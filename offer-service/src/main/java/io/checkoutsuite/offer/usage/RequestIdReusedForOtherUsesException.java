package io.checkoutsuite.offer.usage;

import io.checkoutsuite.reservations.RequestKey;

/** A request id was reused with other uses. This is a mistake of the caller and must not be retried. */
public final class RequestIdReusedForOtherUsesException extends RuntimeException {

    RequestIdReusedForOtherUsesException(RequestKey key) {
        super("Request " + key.requestId() + " was already made with other uses");
    }
}
