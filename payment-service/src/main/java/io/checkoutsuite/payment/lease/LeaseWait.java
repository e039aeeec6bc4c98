package io.checkoutsuite.payment.lease;

import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/** Repeats work that another call has the lease on, until it is free or the caller has waited long enough. */
public final class LeaseWait {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final RetryTemplate retries;

    public LeaseWait(Duration timeout) {
        retries = new RetryTemplate(RetryPolicy.builder()
                .includes(LeasedElsewhereException.class)
                .maxRetries(timeout.dividedBy(POLL_INTERVAL))
                .delay(POLL_INTERVAL)
                .build());
    }

    /**
     * @param work throws {@link LeasedElsewhereException} while another call has the lease
     * @param afterTimeout returned if it still has it at the end
     */
    public <T> T await(Supplier<T> work, T afterTimeout) {
        try {
            return retries.invoke(work);
        } catch (LeasedElsewhereException stillInProgress) {
            return afterTimeout;
        }
    }
}
