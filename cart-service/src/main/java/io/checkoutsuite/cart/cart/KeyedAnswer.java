package io.checkoutsuite.cart.cart;

import java.time.Instant;

/**
 * What was answered to a request with an Idempotency-Key, kept so that the same request gets the same answer.
 *
 * @param key hash over caller, path and key
 * @param bodyHash of the request's body
 */
public record KeyedAnswer(String key, String bodyHash, Answer answer, Instant at) {}
