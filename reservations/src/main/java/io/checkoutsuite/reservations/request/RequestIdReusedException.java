package io.checkoutsuite.reservations.request;

/** A request id was reused for something else. This is a mistake of the caller and must not be retried. */
public class RequestIdReusedException extends RuntimeException {

    public RequestIdReusedException(RequestKey key) {
        super("Request " + key.requestId() + " was made with different lines before");
    }
}
