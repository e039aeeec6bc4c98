package io.checkoutsuite.reservations.request;

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

    /** The joined key, unique among all tenants; also the id of the document with the request and its pending events. */
    public String id() {
        return new TenantKey(tenant, requestId).id();
    }
}
