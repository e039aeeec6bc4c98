package io.checkoutsuite.stack.client;

/** The services issue no development tokens, so that the caller needs a token of the real issuer. */
public final class TokenRefusedException extends RuntimeException {

    public TokenRefusedException(String message) {
        super(message);
    }
}
