package io.checkoutsuite.payment.stripe;

import java.time.Duration;
import lombok.RequiredArgsConstructor;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Repeats a request that Stripe refuses for the moment, when Stripe wants it or after a back-off that is doubled each time; but not beyond the end of
 * the call. It belongs to one request.
 */
@RequiredArgsConstructor
final class StripeRetryPolicy implements RetryPolicy {

    private static final Duration FIRST = Duration.ofMillis(200);

    private final int retries;
    private final Deadline deadline;
    private Duration next = Duration.ZERO;
    private int made;

    @Override
    public boolean shouldRetry(Throwable failure) {
        if (!(failure instanceof StripeBusyException busy)) {
            return false;
        }
        next = busy.retryAfter().orElse(FIRST.multipliedBy(1L << made));
        return made < retries && next.compareTo(deadline.left()) < 0;
    }

    @Override
    public BackOff getBackOff() {
        BackOffExecution delay = () -> {
            made++;
            return next.toMillis();
        };
        return () -> delay;
    }
}
