package io.checkoutsuite.acceptance.fuzz;

/** Honest buyers have a tenant of their own, so that no operator of the other can change what they buy. */
final class Tenant {

    static final String HONEST = "default";
    static final String WILD = "fuzz";

    private Tenant() {}
}
