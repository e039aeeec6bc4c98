package io.checkoutsuite.web.access;

/** The bearer token that this service shows to the others. */
@FunctionalInterface
public interface ServiceTokens {

    /** @throws ServiceTokenUnavailableException if there is none at present */
    String current();
}
