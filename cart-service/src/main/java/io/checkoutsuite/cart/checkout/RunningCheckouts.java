package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Carts;
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
 * The attempts that this process runs. It renews the lease of each, so that other processes notice within one lease when this one is gone,
 * and learns when another process has taken an attempt over.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class RunningCheckouts implements SmartLifecycle {

    private static final int RENEWALS_PER_LEASE = 3;
    private static final int LOOKS_PER_RENEWAL = 4;

    private final Carts carts;
    private final CheckoutSettings settings;
    private final Clock clock;

    private final Set<Running> running = ConcurrentHashMap.newKeySet();
    private final ExecutorService renewals = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable ScheduledExecutorService looks;

    /** An attempt from now on run by this process, until it is closed. */
    Running begin(Checkout checkout) {
        Running begun = new Running(checkout);
        running.add(begun);
        return begun;
    }

    /** Which activity an attempt of this process is at: told to whoever asks, relied on by nobody. */
    Optional<String> activity(String requestId) {
        return running.stream()
                .filter(each -> each.checkout.requestId().equals(requestId))
                .flatMap(each -> Optional.ofNullable(each.activity).stream())
                .findFirst();
    }

    /** Begins the renewal of every lease of which a third is over; one renewal that hangs holds up no other. */
    void renewDue() {
        Instant due = clock.instant()
                .plus(settings.lease().multipliedBy(RENEWALS_PER_LEASE - 1).dividedBy(RENEWALS_PER_LEASE));
        running.stream()
                .filter(each -> !each.lost && !each.leaseUntil.isAfter(due) && each.renewing.compareAndSet(false, true))
                .forEach(each -> renewals.execute(each::renew));
    }

    /** One attempt as long as this process may run it. */
    final class Running implements AutoCloseable {

        private final Checkout checkout;
        private final Instant since = clock.instant();
        private final AtomicBoolean renewing = new AtomicBoolean();
        private final List<ReversibleActivity> done = new CopyOnWriteArrayList<>();
        private volatile Instant leaseUntil;
        private volatile Instant holdsUntil = since.plus(settings.reservationLease());
        private volatile boolean lost;
        private volatile @Nullable String activity;

        private Running(Checkout checkout) {
            this.checkout = checkout;
            this.leaseUntil = checkout.attempt().leaseUntil();
        }

        /** @throws LeaseLostException if another process may run the attempt by now, so that this one must not touch anything */
        void enters(String next) {
            requireMine();
            activity = next;
        }

        /** @throws LeaseLostException if another process may run the attempt by now, so that this one must not touch anything */
        void requireMine() {
            // After its end the lease may still be ours, if nobody has looked: only the store knows.
            if (!lost && !clock.instant().isBefore(leaseUntil)) {
                renewLease();
            }
            if (lost) {
                throw new LeaseLostException(checkout.requestId());
            }
        }

        /** What this activity has reserved is extended from now on. */
        void done(ReversibleActivity activity) {
            done.add(activity);
        }

        /**
         * Extends what is reserved if half of its time is over, since nothing may be decided on holds that have ended.
         *
         * @return why not all of it is held any more
         */
        Optional<AttemptFailure> extendHolds() {
            Instant now = clock.instant();
            if (now.isBefore(holdsUntil.minus(settings.reservationLease().dividedBy(2)))) {
                return Optional.empty();
            }
            for (ReversibleActivity activity : done) {
                requireMine();
                if (activity.extend(checkout) instanceof Outcome.Refused(AttemptFailure failure)) {
                    return Optional.of(failure);
                }
            }
            holdsUntil = now.plus(settings.reservationLease());
            return Optional.empty();
        }

        /** Whether this process has run the attempt for so long that no further activity may begin. */
        boolean isOutOfTime() {
            return clock.instant().isAfter(since.plus(settings.deadline()));
        }

        private void renew() {
            try {
                renewLease();
                extendHolds();
            } catch (LeaseLostException noticedByTheWorkflow) {
                log.info(noticedByTheWorkflow.getMessage());
            } catch (RuntimeException unavailable) {
                log.warn(
                        "Checkout {} is not renewed and will be tried again: {}",
                        checkout.requestId(),
                        unavailable.toString());
            } finally {
                renewing.set(false);
            }
        }

        private void renewLease() {
            Instant until = clock.instant().plus(settings.lease());
            if (carts.renew(checkout.cart(), until)) {
                leaseUntil = until;
            } else {
                lost = true;
            }
        }

        /** Ends the lease, so that another process can go on at once. */
        void handOver() {
            endsIn(Duration.ZERO);
        }

        /** Leaves the attempt to whoever finds it after that time. */
        void endsIn(Duration time) {
            try {
                lost = true;
                carts.renew(checkout.cart(), clock.instant().plus(time).minusMillis(1));
            } catch (RuntimeException databaseUnavailable) {
                log.warn("Checkout {} is left until its lease ends", checkout.requestId(), databaseUnavailable);
            }
        }

        @Override
        public void close() {
            running.remove(this);
        }
    }

    @Override
    public void start() {
        // Not the application's scheduler: that one stops before the last checkouts have ended.
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("checkout-leases").factory());
        Duration pause = settings.lease().dividedBy(RENEWALS_PER_LEASE * LOOKS_PER_RENEWAL);
        scheduler.scheduleWithFixedDelay(
                this::renewDue, pause.toMillis(), Math.max(1, pause.toMillis()), TimeUnit.MILLISECONDS);
        looks = scheduler;
    }

    /** Whatever still runs here after the last patience is handed over. */
    @Override
    public void stop() {
        ScheduledExecutorService scheduler = looks;
        looks = null;
        if (scheduler != null) {
            scheduler.shutdownNow();
        }
        if (!running.isEmpty()) {
            log.warn("{} checkouts are handed over to other processes", running.size());
            running.forEach(Running::handOver);
        }
    }

    @Override
    public boolean isRunning() {
        return looks != null;
    }

    @Override
    public int getPhase() {
        return BackgroundCheckouts.PHASE - 1;
    }
}
