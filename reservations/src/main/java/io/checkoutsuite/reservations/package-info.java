/**
 * Reserves, commits and releases limited quantities, exactly once per request, with single-document writes.
 *
 * <p>{@code Reservations} is for those who reserve. Those who own the quantities define them with {@code counter.Counters} and read what
 * happened to them in {@code ledger.Ledger}. The rooms below are entered from above only: {@code expiry} and {@code ledger} use {@code
 * request}, which uses {@code counter}. Each owns the ports that it needs; {@code store} and {@code remote} implement them and are known to
 * none.
 */
@NullMarked
package io.checkoutsuite.reservations;

import org.jspecify.annotations.NullMarked;
