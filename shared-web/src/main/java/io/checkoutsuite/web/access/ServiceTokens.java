package io.checkoutsuite.web.access;

/** The bearer token that this service sends to the other services. */
@FunctionalInterface
public interface ServiceTokens {

    /** @throws ServiceTokenUnavailableException if no token is available */
    String current();
}
