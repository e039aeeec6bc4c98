package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.payment.payment.Lease;
import java.util.Optional;

/** Work that one call has the lease on, while it calls gateways. */
public sealed interface Leased<A extends Leased<A>> permits Running, Reversing {

    Lease lease();

    A withLease(Lease lease);

    /** The same work as found now; empty if it has ended or another call has taken it over. */
    Optional<A> stillLeased(Authorization found);
}
