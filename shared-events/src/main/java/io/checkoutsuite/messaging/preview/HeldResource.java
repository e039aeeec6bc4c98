package io.checkoutsuite.messaging.preview;

import java.time.Instant;

/**
 * A resource that a service holds or has created for a checkout attempt.
 *
 * @param id unique within the service and tenant; also the cursor of a list
 * @param kind for instance STOCK_RESERVED or PAYMENT_HELD
 * @param since when it was first held or created
 * @param detail what is held and how much of it, for people
 */
public record HeldResource(String id, String requestId, String cartId, String kind, Instant since, String detail) {}
