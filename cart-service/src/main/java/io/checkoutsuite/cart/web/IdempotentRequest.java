package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.cart.IdempotentResponse;
import io.checkoutsuite.cart.cart.StoredResponse;
import io.checkoutsuite.text.Sha256;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.IdempotencyKey;
import io.checkoutsuite.web.problem.JsonBody;
import io.checkoutsuite.web.problem.ProblemException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request with an Idempotency-Key.
 *
 * @param keyHash hash of caller, path and key
 * @param bodyHash hash of the body
 */
record IdempotentRequest(IdempotencyKey key, String keyHash, String bodyHash) {

    static IdempotentRequest of(Caller caller, String path, IdempotencyKey key, @Nullable JsonBody<?> body) {
        return new IdempotentRequest(
                key, key.scopedTo(caller, path), Sha256.hex(body == null ? new byte[0] : body.bytes()));
    }

    /** Null if the request has no key. */
    static @Nullable IdempotentRequest ofOptional(
            Caller caller, String path, @Nullable IdempotencyKey key, @Nullable JsonBody<?> body) {
        return key == null ? null : of(caller, path, key, body);
    }

    /** @throws ProblemException 422 if the key was used with another body before */
    void requireSameBody(String knownBodyHash) {
        if (!bodyHash.equals(knownBodyHash)) {
            throw IdempotencyKey.reused();
        }
    }

    IdempotentResponse respondedWith(StoredResponse response, Instant at) {
        return new IdempotentResponse(keyHash, bodyHash, response, at);
    }
}
