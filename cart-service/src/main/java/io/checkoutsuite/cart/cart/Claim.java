package io.checkoutsuite.cart.cart;

import java.time.Instant;

/**
 * The claim with which an attempt began. It never changes.
 *
 * @param requestId the id of the attempt; every call and event of the attempt has it
 * @param orderNumber assigned before any payment, so that the gateway receives it
 * @param formerStatus the status that the cart returns to if the attempt fails
 */
public record Claim(
        String requestId, String orderNumber, CartStatus formerStatus, Submission submission, Instant startedAt) {}
