package io.checkoutsuite.web.http;

/** A body went over the limit while it was read. */
public final class BodyTooLargeException extends RuntimeException {

    BodyTooLargeException(long limit) {
        super("The body is larger than " + limit + " bytes");
    }
}
