package io.checkoutsuite.web.access;

import org.jspecify.annotations.Nullable;

/** This service has no token for calls to other services: the issuer is unavailable, or the configured token is missing or has expired. */
public final class ServiceTokenUnavailableException extends RuntimeException {

    ServiceTokenUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
