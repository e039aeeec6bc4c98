package io.checkoutsuite.reservations.expiry;

import io.checkoutsuite.mongo.DatabaseErrors;
import io.checkoutsuite.mongo.LookupResult;
import io.checkoutsuite.reservations.counter.Hold;
import io.checkoutsuite.reservations.counter.Holds;
import io.checkoutsuite.reservations.counter.UnsettledHoldsException;
import io.checkoutsuite.reservations.expiry.CheckoutOutcomes.Outcome;
import io.checkoutsuite.reservations.request.Commit;
import io.checkoutsuite.reservations.request.ReleaseReason;
import io.checkoutsuite.reservations.request.RequestState;
import io.checkoutsuite.reservations.request.ReservationRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Settles expired holds according to the outcomes of their checkouts, and completes the work of crashed processes. */
@Slf4j
@Component
public class ExpirySweep {

    private final ExpiredRequests requests;
    private final Holds holds;
    private final Commit commit;
    private final OutcomeLookup outcomeLookup;
    private final Duration extension;
    private final Clock clock;

    /** @param extension how long the lease of an undecided checkout is extended; its outcome is looked up again afterwards */
    ExpirySweep(
            ExpiredRequests requests,
            Holds holds,
            Commit commit,
            OutcomeLookup outcomeLookup,
            @Value("${suite.holds.extension:1m}") Duration extension,
            Clock clock) {
        this.requests = requests;
        this.holds = holds;
        this.commit = commit;
        this.outcomeLookup = outcomeLookup;
        this.extension = extension;
        this.clock = clock;
    }

    /**
     * Settles up to {@code batch} expired requests according to the outcomes of their checkouts: completed ones are committed, running
     * ones are extended, rolled back and unknown ones are released. Expiry alone never releases a hold: while an outcome is unavailable, the
     * holds stay in place.
     */
    public SweepResult settleExpired(int batch) {
        List<ReservationRequest> past = requests.pastLease(clock.instant(), outcomeLookup.tenantsBackingOff(), batch);
        if (past.isEmpty()) {
            return new SweepResult(0, 0, 0, false);
        }
        OutcomeLookup.Answers answers = outcomeLookup.ask(past);
        List<ReservationRequest> incomplete = new ArrayList<>();
        int committed = 0;
        for (ReservationRequest completed : answers.of(Outcome.COMPLETED)) {
            if (tryCommit(completed)) {
                committed++;
            } else {
                // Its completion reserves what is missing again, and reports shortages.
                incomplete.add(completed);
            }
        }
        int released = release(answers.of(Outcome.ROLLED_BACK), ReleaseReason.ROLLED_BACK)
                + release(answers.of(Outcome.UNKNOWN), ReleaseReason.EXPIRED);
        Instant later = clock.instant().plus(extension);
        int extended = extend(answers.of(Outcome.RUNNING), later)
                + extend(incomplete, later)
                + extend(answers.postponed(), answers.retryAt());
        boolean more = !answers.interrupted() && (past.size() == batch || !answers.complete());
        return new SweepResult(committed, extended, released, more);
    }

    /** The number of tenants whose checkout outcomes are currently unavailable. */
    public int tenantsWithoutOutcomes() {
        return outcomeLookup.tenantsWithoutAnswer();
    }

    /** A request with an unreadable counter is tried again when its extended lease expires, and does not block others. */
    private boolean tryCommit(ReservationRequest completed) {
        try {
            return commit.commitHeld(completed);
        } catch (RuntimeException broken) {
            if (DatabaseErrors.isUnavailable(broken)) {
                throw broken;
            }
            log.error("The holds of completed request {} cannot be committed", completed.id(), broken);
            return false;
        }
    }

    private int extend(List<ReservationRequest> reserved, Instant leaseUntil) {
        return reserved.isEmpty() ? 0 : requests.extend(reserved, leaseUntil);
    }

    private int release(List<ReservationRequest> over, ReleaseReason reason) {
        if (over.isEmpty()) {
            return 0;
        }
        int released = requests.release(over, reason);
        Map<String, ReservationRequest> now = requests.known(
                        over.stream().map(ReservationRequest::id).toList())
                .byId();
        settle(
                over.stream()
                        .filter(request -> isReleased(now.get(request.id()), request.generation()))
                        .flatMap(request -> request.holds().stream())
                        .toList(),
                holds::release);
        return released;
    }

    /**
     * Releases or commits orphaned holds: expired holds, in up to {@code batch} counters, whose request is released or committed. Returns
     * their number.
     *
     * <p>Holds are read before their requests, so that a request is never in an earlier state than its holds. The holds of an unreadable
     * request stay in place, because it may be committed.
     */
    public int settleOrphans(int batch) {
        Instant now = clock.instant();
        List<Hold> past = holds.pastLease(now, batch);
        if (past.isEmpty()) {
            return 0;
        }
        LookupResult<ReservationRequest> owners =
                requests.known(past.stream().map(Hold::requestId).distinct().toList());
        List<Hold> over = new ArrayList<>();
        List<Hold> committed = new ArrayList<>();
        List<Hold> alive = new ArrayList<>();
        for (Hold hold : past) {
            switch (fate(hold, owners)) {
                case RELEASE -> over.add(hold);
                case COMMIT -> committed.add(hold);
                case LEAVE -> alive.add(hold);
            }
        }
        if (!alive.isEmpty()) {
            holds.renew(alive, now.plus(Commit.REACQUIRE_LEASE));
        }
        return settle(over, holds::release) + settle(committed, holds::settle);
    }

    private enum Fate {
        RELEASE,
        COMMIT,
        LEAVE
    }

    private static Fate fate(Hold hold, LookupResult<ReservationRequest> owners) {
        if (owners.unreadable().contains(hold.requestId())) {
            return Fate.LEAVE;
        }
        ReservationRequest owner = owners.byId().get(hold.requestId());
        if (owner == null) {
            return Fate.RELEASE;
        }
        return switch (owner.state()) {
            case RequestState.Released released -> Fate.RELEASE;
            case RequestState.Committed committed ->
                owner.generation() == hold.generation() ? Fate.COMMIT : Fate.RELEASE;
            // Only the outcome of its checkout ends the hold, even one of an older generation, which the current one
            // may
            // be about to adopt. Its lease is renewed, or such holds would fill every batch.
            case RequestState.Reserved reserved -> Fate.LEAVE;
            case RequestState.Reacquiring reacquiring -> Fate.LEAVE;
        };
    }

    /** Holds in a counter whose figures are not numbers stay there and are tried again later; they do not block others. */
    private int settle(List<Hold> over, ToIntFunction<List<Hold>> step) {
        if (over.isEmpty()) {
            return 0;
        }
        try {
            return step.applyAsInt(over);
        } catch (UnsettledHoldsException refused) {
            List<Hold> left = refused.unsettled();
            left.forEach(hold -> log.error(
                    "The hold of request {} in counter {} cannot be settled: {}",
                    hold.requestId(),
                    hold.counter(),
                    refused.getMessage()));
            holds.renew(left, clock.instant().plus(Commit.REACQUIRE_LEASE));
            return over.size() - left.size();
        }
    }

    private static boolean isReleased(@Nullable ReservationRequest request, int generation) {
        return request != null
                && request.state() instanceof RequestState.Released
                && request.generation() == generation;
    }
}
