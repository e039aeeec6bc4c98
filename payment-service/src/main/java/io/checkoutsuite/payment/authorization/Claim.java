package io.checkoutsuite.payment.authorization;

import java.time.Instant;

/**
 * Who is at it, or when it is somebody's turn again.
 *
 * @param owner one call or one run of a sweeper
 * @param until from then on anybody may go on
 */
public record Claim(String owner, Instant until) {

    Claim until(Instant later) {
        return new Claim(owner, later);
    }

    boolean isOver(Instant now) {
        return !until.isAfter(now);
    }
}
