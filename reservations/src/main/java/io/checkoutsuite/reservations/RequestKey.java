package io.checkoutsuite.reservations;

import io.checkoutsuite.mongo.TenantKey;

/** Identifies one checkout attempt of one tenant, and everything that it reserved. */
public record RequestKey(String tenant, String requestId) {

    /** Rejects blank parts, and a slash in the tenant, because the joined key would be ambiguous. */
    public RequestKey {
        if (tenant.isBlank() || tenant.contains("/")) {
            throw new IllegalArgumentException("A tenant must not be blank or contain a slash: " + tenant);
        }
        if (requestId.isBlank()) {
            throw new IllegalArgumentException("A request id must not be blank");
        }
    }

    /** The id of the request's document. */
    public String id() {
        return new TenantKey(tenant, requestId).id();
    }
}
