package io.checkoutsuite.cart.cart;

import java.time.Instant;

/**
 * The stored response to a request with an Idempotency-Key, so that a repeated request gets the same response.
 *
 * @param key hash over caller, path and key
 * @param bodyHash hash of the request's body
 */
public record IdempotentResponse(String key, String bodyHash, StoredResponse response, Instant at) {}
