package io.checkoutsuite.acceptance.fuzz;

/** Who sends a request. */
enum Role {
    NOBODY,
    CUSTOMER,
    OTHER_CUSTOMER,
    CSR,
    OPERATOR,
    SERVICE,
    /** Somebody with every scope there is. */
    ALL_IN_ONE,
    /** May look at the honest buyers' tenant, and mend it. */
    HONEST_OPERATOR
}
