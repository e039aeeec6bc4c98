package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.mongo.TenantKey;
import io.checkoutsuite.payment.payment.Payment;
import java.time.Instant;
import java.util.List;

/**
 * All payments of one checkout attempt, in the state that they are in. They share one document, so that each step is one write.
 *
 * <p>A transition is a method of the state that it starts from, and returns the next state with the next version.
 */
public sealed interface Authorization permits BegunAuthorization, Tombstone {

    String tenant();

    String requestId();

    /** Incremented by each change; a change is written only over the version that it was made from. */
    long version();

    Instant createdAt();

    AuthorizationState state();

    List<Payment> payments();

    /** The key of its document: tenant/requestId. */
    default String id() {
        return key(tenant(), requestId());
    }

    static String key(String tenant, String requestId) {
        return new TenantKey(tenant, requestId).id();
    }
}
