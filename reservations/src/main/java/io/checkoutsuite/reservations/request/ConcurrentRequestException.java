package io.checkoutsuite.reservations.request;

/** Concurrent calls for one request kept interfering; the outcome is undecided. Retry with the same request id. */
public class ConcurrentRequestException extends RuntimeException {

    ConcurrentRequestException(RequestKey key) {
        super("Request " + key.requestId() + " is being processed by other calls");
    }
}
