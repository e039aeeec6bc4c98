package io.checkoutsuite.web.access;

/** Headers that say who asks. */
public final class AccessHeaders {

    /** Sent by guests and services; everybody else's tenant is in the token. */
    public static final String TENANT = "X-Tenant";

    /** Shows that a guest cart is the caller's; answered once when the cart is made. */
    public static final String GUEST_TOKEN = "Guest-Token";

    private AccessHeaders() {}
}
