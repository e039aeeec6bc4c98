package io.checkoutsuite.cart.editing;

import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.stereotype.Component;

/** Ids and tokens that nobody can guess: 128 and 256 random bits, in letters that URLs leave alone. */
@Component
public final class Ids {

    private static final Base64.Encoder LETTERS = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random = new SecureRandom();

    /** 22 characters: no dash, which separates the parts of request ids, and no dot, which no key of a stored map may have. */
    public String next() {
        return encoded(16).replace('-', '_');
    }

    /** 43 characters. */
    public String token() {
        return encoded(32);
    }

    private String encoded(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return LETTERS.encodeToString(drawn);
    }
}
