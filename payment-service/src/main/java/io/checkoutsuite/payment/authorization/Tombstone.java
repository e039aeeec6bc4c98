package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.payment.payment.Payment;
import java.time.Instant;
import java.util.List;

/** An attempt that was reversed before its request arrived; the request will be refused. It never changes. */
public record Tombstone(String tenant, String requestId, Instant createdAt) implements Authorization {

    @Override
    public long version() {
        return 0;
    }

    @Override
    public AuthorizationState state() {
        return AuthorizationState.REVERSED;
    }

    @Override
    public List<Payment> payments() {
        return List.of();
    }
}
