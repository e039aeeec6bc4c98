package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.money.Money;
import java.time.Instant;

/**
 * A capture or refund that is being asked for.
 *
 * @param type CAPTURE or REFUND
 * @param reference sent to the gateway: the same for each repetition of the key
 */
public record FollowUp(TransactionType type, String reference, String idempotencyKey, Money amount, Instant at) {}
