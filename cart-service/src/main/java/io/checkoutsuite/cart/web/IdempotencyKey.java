package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.cart.Sha256;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import org.jspecify.annotations.Nullable;

/**
 * A request's Idempotency-Key, scoped to caller and path.
 *
 * @param hash of caller, path and key; null if none was sent
 * @param bodyHash of the request's body
 */
record IdempotencyKey(@Nullable String hash, String bodyHash) {

    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotent-Replayed";

    private static final int LONGEST = 255;

    static IdempotencyKey of(Caller caller, String path, @Nullable String key, byte @Nullable [] body) {
        String bodyHash = Sha256.hex(body == null ? new byte[0] : body);
        if (key == null) {
            return new IdempotencyKey(null, bodyHash);
        }
        if (key.isBlank() || key.length() > LONGEST) {
            throw new ProblemException(
                    Problems.MALFORMED,
                    new FieldError("header:" + HEADER, "malformed", HEADER + " has 1 to " + LONGEST + " characters"));
        }
        String scope = caller.subject() == null ? "guest" : caller.subject();
        return new IdempotencyKey(Sha256.hex(scope + "\n" + path + "\n" + key), bodyHash);
    }

    /** @throws ProblemException 422 if the key was used with another body before */
    void requireSameBody(String knownBodyHash) {
        if (!bodyHash.equals(knownBodyHash)) {
            throw new ProblemException(
                    Problems.KEY_REUSED,
                    new FieldError("header:" + HEADER, "reused", "This key was already used with another body"));
        }
    }
}
