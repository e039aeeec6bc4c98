package io.checkoutsuite.reservations;

/** One checkout attempt of one tenant: the thread by which everything it reserved is found again. */
public record RequestKey(String tenant, String requestId) {

    /** Refuses a blank part, or a tenant with a slash: the joined key would be ambiguous. */
    public RequestKey {
        if (tenant.isBlank() || tenant.contains("/")) {
            throw new IllegalArgumentException("A tenant is not blank and has no slash: " + tenant);
        }
        if (requestId.isBlank()) {
            throw new IllegalArgumentException("A request id is not blank");
        }
    }

    String id() {
        return tenant + "/" + requestId;
    }
}
