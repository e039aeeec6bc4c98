package io.checkoutsuite.web.problem;

/** A request body exceeds the size limit. */
public final class BodyTooLargeException extends RuntimeException {

    public BodyTooLargeException(long limit) {
        super("The body is larger than " + limit + " bytes");
    }
}
