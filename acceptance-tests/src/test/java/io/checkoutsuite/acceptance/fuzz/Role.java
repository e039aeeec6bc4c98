package io.checkoutsuite.acceptance.fuzz;

/** The caller of a request. */
enum Role {
    NOBODY,
    CUSTOMER,
    OTHER_CUSTOMER,
    CSR,
    OPERATOR,
    SERVICE,
    /** A caller with every scope. */
    ALL_IN_ONE,
    /** May read the honest buyers' tenant, and repair it. */
    HONEST_OPERATOR
}
