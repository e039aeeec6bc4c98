package io.checkoutsuite.web.access;

/** The bearer token that this service shows to the others. */
@FunctionalInterface
public interface ServiceTokens {

    String current();
}
