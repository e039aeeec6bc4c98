package io.checkoutsuite.reservations;

/** A request id was used again for something else: a mistake of the caller, not to be retried. */
public class OtherLinesUnderOneRequest extends RuntimeException {

    OtherLinesUnderOneRequest(RequestKey key) {
        super("Request " + key.requestId() + " was made with other lines before");
    }
}
