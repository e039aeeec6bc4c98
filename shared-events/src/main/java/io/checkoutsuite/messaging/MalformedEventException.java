package io.checkoutsuite.messaging;

import org.jspecify.annotations.Nullable;

/** A message that no retry can make readable; it is parked immediately. */
public final class MalformedEventException extends RuntimeException {

    public MalformedEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public MalformedEventException(String message) {
        this(message, null);
    }
}
