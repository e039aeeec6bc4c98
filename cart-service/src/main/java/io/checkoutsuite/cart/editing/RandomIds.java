package io.checkoutsuite.cart.editing;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/** Generates ids and tokens that cannot be guessed. */
@Component
public final class RandomIds {

    private final SecureRandom random = new SecureRandom();

    /** 128 random bits in 32 hexadecimal digits, suitable for URLs, request ids and document keys. */
    public String next() {
        return HexFormat.of().formatHex(randomBytes(16));
    }

    /** 256 random bits in 43 characters. */
    public String token() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes(32));
    }

    private byte[] randomBytes(int bytes) {
        byte[] result = new byte[bytes];
        random.nextBytes(result);
        return result;
    }
}
