package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.log.LogLimiter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The attempts that this process runs. It renews the lease of each attempt, so that other processes notice within one lease when this process
 * dies. A refused renewal shows that another process has taken an attempt over.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class CheckoutLeases implements SmartLifecycle {

    private static final int RENEWALS_PER_LEASE = 3;
    private static final int CHECKS_PER_RENEWAL = 4;

    private final Carts carts;
    private final CheckoutSettings settings;
    private final Clock clock;

    private final LogLimiter failures = new LogLimiter();
    private final Set<RunningAttempt> running = ConcurrentHashMap.newKeySet();
    private final ExecutorService renewals = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable ScheduledExecutorService renewalScheduler;

    /** Registers an attempt that this process runs from now on, until it is closed. */
    RunningAttempt begin(Checkout checkout) {
        RunningAttempt begun = new RunningAttempt(checkout);
        running.add(begun);
        return begun;
    }

    /** The current activity of an attempt of this process. It is for information only; nothing depends on it. */
    Optional<String> activity(String requestId) {
        return running.stream()
                .filter(each -> each.checkout.requestId().equals(requestId))
                .flatMap(each -> Optional.ofNullable(each.activity).stream())
                .findFirst();
    }

    /** Starts the renewal of every lease of which a third has elapsed. A renewal that hangs does not delay the others. */
    void renewDue() {
        Instant due = clock.instant()
                .plus(settings.lease().multipliedBy(RENEWALS_PER_LEASE - 1).dividedBy(RENEWALS_PER_LEASE));
        running.stream()
                .filter(each -> !each.lost && !each.leaseUntil.isAfter(due) && each.renewing.compareAndSet(false, true))
                .forEach(each -> renewals.execute(each::renew));
    }

    /** One attempt, for as long as this process may run it. */
    final class RunningAttempt implements AutoCloseable {

        private final Checkout checkout;
        private final Instant since = clock.instant();
        private final AtomicBoolean renewing = new AtomicBoolean();
        private final List<ReversibleActivity> completed = new CopyOnWriteArrayList<>();
        private volatile Instant leaseUntil;
        private volatile Instant holdsUntil = since.plus(settings.reservationLease());
        private volatile boolean lost;
        private volatile @Nullable String activity;

        private RunningAttempt(Checkout checkout) {
            this.checkout = checkout;
            this.leaseUntil = checkout.attempt().leaseUntil();
        }

        /** @throws LeaseLostException if another process may run the attempt now, so that this process must not change anything */
        void enter(String next) {
            requireLease();
            activity = next;
        }

        /** @throws LeaseLostException if another process may run the attempt now, so that this process must not change anything */
        void requireLease() {
            // Race: an expired lease can still be renewed unless another process took over. Only the store knows.
            if (!lost && !clock.instant().isBefore(leaseUntil)) {
                renewLease();
            }
            if (lost) {
                throw new LeaseLostException(checkout.requestId());
            }
        }

        /** Registers a completed activity, whose reservations are extended from now on. */
        void completed(ReversibleActivity activity) {
            completed.add(activity);
        }

        /**
         * Extends the reservations if half of their lease has elapsed, because no decision may be based on expired holds.
         *
         * @return the failure if something is no longer reserved
         */
        Optional<AttemptFailure> extendHolds() {
            Instant now = clock.instant();
            if (now.isBefore(holdsUntil.minus(settings.reservationLease().dividedBy(2)))) {
                return Optional.empty();
            }
            for (ReversibleActivity activity : completed) {
                requireLease();
                if (activity.extend(checkout) instanceof ActivityResult.Refused(AttemptFailure failure)) {
                    return Optional.of(failure);
                }
            }
            holdsUntil = now.plus(settings.reservationLease());
            return Optional.empty();
        }

        /** Whether this process has run the attempt beyond its deadline, so that no further activity may begin. */
        boolean isPastDeadline() {
            return clock.instant().isAfter(since.plus(settings.deadline()));
        }

        private void renew() {
            try {
                renewLease();
                extendHolds();
            } catch (LeaseLostException noticedByTheWorkflow) {
                log.info(noticedByTheWorkflow.getMessage());
            } catch (RuntimeException unavailable) {
                failures.log(
                        "renewal",
                        suppressed -> log.warn(
                                "The lease of checkout {} could not be renewed and will be retried: {}{}",
                                checkout.requestId(),
                                unavailable.toString(),
                                suppressed));
            } finally {
                renewing.set(false);
            }
        }

        private void renewLease() {
            Instant until = clock.instant().plus(settings.lease());
            if (carts.renew(checkout.claimed(), until)) {
                leaseUntil = until;
            } else {
                lost = true;
            }
        }

        /** Releases the lease, so that another process can continue immediately. */
        void release() {
            releaseAfter(Duration.ZERO);
        }

        /** Releases the lease after that time, so that another process can continue then. */
        void releaseAfter(Duration time) {
            try {
                lost = true;
                carts.renew(checkout.claimed(), clock.instant().plus(time).minusMillis(1));
            } catch (RuntimeException databaseUnavailable) {
                log.warn(
                        "The lease of checkout {} could not be released and lasts until it expires",
                        checkout.requestId(),
                        databaseUnavailable);
            }
        }

        @Override
        public void close() {
            running.remove(this);
        }
    }

    @Override
    public void start() {
        // The application's scheduler is not used, because it stops before the last checkouts have ended.
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("checkout-leases").factory());
        Duration interval = settings.lease().dividedBy(RENEWALS_PER_LEASE * CHECKS_PER_RENEWAL);
        scheduler.scheduleWithFixedDelay(
                this::renewDue, interval.toMillis(), Math.max(1, interval.toMillis()), TimeUnit.MILLISECONDS);
        renewalScheduler = scheduler;
    }

    /** Releases the attempts that still run after the shutdown timeout. */
    @Override
    public void stop() {
        ScheduledExecutorService scheduler = renewalScheduler;
        renewalScheduler = null;
        if (scheduler != null) {
            scheduler.shutdownNow();
        }
        if (!running.isEmpty()) {
            log.warn("{} running checkouts are released to other processes", running.size());
            running.forEach(RunningAttempt::release);
        }
    }

    @Override
    public boolean isRunning() {
        return renewalScheduler != null;
    }

    @Override
    public int getPhase() {
        return BackgroundCheckouts.PHASE - 1;
    }
}
