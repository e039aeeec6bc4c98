package io.checkoutsuite.reservations;

/** A request id was reused with different lines. This is a mistake of the caller and must not be retried. */
public class RequestIdReusedException extends RuntimeException {

    RequestIdReusedException(RequestKey key) {
        super("Request " + key.requestId() + " was made with different lines before");
    }
}
