package io.checkoutsuite.workqueue.lock;

import java.time.Instant;

/** The lease of a lock had already expired when its owner used it. Others may have held the lock since; the owner no longer holds it. */
public final class LeaseExpiredException extends IllegalMonitorStateException {

    LeaseExpiredException(String lock, long token, Instant until) {
        super("The lease of lock %s with fencing token %d expired at %s".formatted(lock, token, until));
    }
}
