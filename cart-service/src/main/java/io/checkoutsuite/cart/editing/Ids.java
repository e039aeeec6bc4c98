package io.checkoutsuite.cart.editing;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/** Generates ids and tokens that cannot be guessed. */
@Component
public final class Ids {

    private final SecureRandom random = new SecureRandom();

    /** 128 random bits in 32 hexadecimal digits, suitable for URLs, request ids and document keys. */
    public String next() {
        return HexFormat.of().formatHex(drawn(16));
    }

    /** 256 random bits in 43 characters. */
    public String token() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn(32));
    }

    private byte[] drawn(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return drawn;
    }
}
