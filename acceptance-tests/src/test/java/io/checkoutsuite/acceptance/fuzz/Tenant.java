package io.checkoutsuite.acceptance.fuzz;

/** Honest buyers have their own tenant, so that no operator of the other tenant can change what they buy. */
final class Tenant {

    static final String HONEST = "default";
    static final String WILD = "fuzz";

    private Tenant() {}
}
