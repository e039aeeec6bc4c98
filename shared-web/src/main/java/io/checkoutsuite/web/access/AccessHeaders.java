package io.checkoutsuite.web.access;

/** Headers that identify the caller. */
public final class AccessHeaders {

    /** Sent by guests and services; the tenant of all other callers is in the token. */
    public static final String TENANT = "X-Tenant";

    /** Proves that a guest cart belongs to the caller; returned once, when the cart is created. */
    public static final String GUEST_TOKEN = "Guest-Token";

    private AccessHeaders() {}
}
