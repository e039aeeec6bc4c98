package io.checkoutsuite.reservations.counter;

import java.util.Map;

/**
 * The current state of a limited quantity, where {@code available = total - buffer - soft - hard}. {@code available} is negative only after
 * the owner lowered the total below what is promised.
 *
 * @param openHolds the number of holds that are neither committed nor released
 * @param owner the owner's own fields
 */
public record Counter(
        String id,
        long total,
        long buffer,
        long soft,
        long hard,
        long available,
        AvailabilityPolicy policy,
        int openHolds,
        Map<String, Object> owner) {}
