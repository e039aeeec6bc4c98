package io.checkoutsuite.web.access;

import org.jspecify.annotations.Nullable;

/** This service has no token to show to another: the issuer does not answer, or the one that was configured has ended. */
public final class ServiceTokenUnavailableException extends RuntimeException {

    ServiceTokenUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
