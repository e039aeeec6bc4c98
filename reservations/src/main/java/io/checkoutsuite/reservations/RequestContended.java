package io.checkoutsuite.reservations;

/** Several calls for one request kept getting in each other's way; the outcome is open, ask again with the same id. */
public class RequestContended extends RuntimeException {

    RequestContended(RequestKey key) {
        super("Request " + key.requestId() + " is being worked on by other calls");
    }
}
