package io.checkoutsuite.cart.cart;

import io.checkoutsuite.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The guest token that gives access to a guest's cart. Only its hash is stored, so read access to the database gives no access to carts.
 *
 * @param tokenHash SHA-256, hex
 */
public record GuestAccess(String tokenHash, Instant expiresAt) {

    public static GuestAccess withToken(String token, Instant expiresAt) {
        return new GuestAccess(Sha256.hex(token), expiresAt);
    }

    /** Whether this token gives access now. The comparison takes the same time for any wrong token. */
    public boolean opensWith(@Nullable String token, Instant now) {
        return token != null
                && now.isBefore(expiresAt)
                && MessageDigest.isEqual(
                        Sha256.hex(token).getBytes(StandardCharsets.US_ASCII),
                        tokenHash.getBytes(StandardCharsets.US_ASCII));
    }

    GuestAccess withExpiry(Instant later) {
        return new GuestAccess(tokenHash, later);
    }
}
