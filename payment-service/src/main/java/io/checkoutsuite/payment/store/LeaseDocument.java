package io.checkoutsuite.payment.store;

import io.checkoutsuite.payment.payment.Lease;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When any node may continue an unfinished authorization.
 *
 * @param owner who has the lease until then; null for a refused reversal and for one that waits, which nobody has the lease on between two tries
 */
record LeaseDocument(@Nullable String owner, Instant until) {

    static LeaseDocument of(Lease lease) {
        return new LeaseDocument(lease.owner(), lease.until());
    }

    Lease lease() {
        return new Lease(Objects.requireNonNull(owner, "owner"), until);
    }
}
