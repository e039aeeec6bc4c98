package io.checkoutsuite.messaging;

import java.time.Instant;

/**
 * Something that a service holds or has made for a checkout attempt.
 *
 * @param id unique within the service and tenant, and the cursor of a list
 * @param kind for instance STOCK_SOFT or PAYMENT_HELD
 * @param since when it came to be held or made
 * @param detail how much of what, for people
 */
public record Holding(String id, String requestId, String cartId, String kind, Instant since, String detail) {}
