package io.checkoutsuite.stack.client;

import java.util.Map;

/** The headers that authenticate a caller. */
public record Credentials(Map<String, String> headers) {

    /** No credentials: a guest without a cart. */
    public static final Credentials NONE = new Credentials(Map.of());

    public static Credentials bearer(String token) {
        return new Credentials(Map.of("Authorization", "Bearer " + token));
    }

    public static Credentials guest(String token) {
        return new Credentials(Map.of("Guest-Token", token));
    }

    /** Without the values, which are secrets. */
    @Override
    public String toString() {
        return "Credentials" + headers.keySet();
    }
}
