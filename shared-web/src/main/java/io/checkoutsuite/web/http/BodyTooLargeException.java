package io.checkoutsuite.web.http;

/** A request body exceeds the size limit. */
public final class BodyTooLargeException extends RuntimeException {

    BodyTooLargeException(long limit) {
        super("The body is larger than " + limit + " bytes");
    }
}
