package io.checkoutsuite.reservations;

import io.checkoutsuite.mongo.DatabaseErrors;
import io.checkoutsuite.mongo.LookupResult;
import io.checkoutsuite.reservations.CheckoutOutcomes.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.BulkOperationException;

/** Settles expired holds according to the outcomes of their checkouts, and completes the work of crashed processes. */
@Slf4j
@RequiredArgsConstructor
class ExpirySweep {

    private final ReservationRequestStore requests;
    private final CounterStore counters;
    private final Commit commit;
    private final OutcomeLookup outcomeLookup;
    private final Duration extension;
    private final Clock clock;

    /** Expiry alone never releases a hold: the outcome of its checkout decides. */
    SweepResult settleExpired(int batch) {
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
        int extended = requests.extend(answers.of(Outcome.RUNNING), later)
                + requests.extend(incomplete, later)
                + requests.extend(answers.postponed(), answers.retryAt());
        boolean more = !answers.interrupted() && (past.size() == batch || !answers.complete());
        return new SweepResult(committed, extended, released, more);
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
                counters::release);
        return released;
    }

    /**
     * Reads holds before their requests, so that a request is never in an earlier state than its holds. The holds of an unreadable request
     * stay in place, because it may be committed.
     */
    int settleOrphans(int batch) {
        Instant now = clock.instant();
        List<Hold> past = counters.pastLease(now, batch);
        if (past.isEmpty()) {
            return 0;
        }
        LookupResult<ReservationRequest> owners =
                requests.known(past.stream().map(Hold::request).distinct().toList());
        Instant later = now.plus(Commit.REACQUIRE_LEASE);
        List<Hold> over = new ArrayList<>();
        List<Hold> committed = new ArrayList<>();
        List<Hold> alive = new ArrayList<>();
        for (Hold hold : past) {
            if (owners.unreadable().contains(hold.request())) {
                alive.add(hold.until(later));
                continue;
            }
            ReservationRequest owner = owners.byId().get(hold.request());
            switch (owner == null ? RequestState.RELEASED : owner.state()) {
                case RELEASED -> over.add(hold);
                case COMMITTED ->
                    (owner != null && owner.generation() == hold.generation() ? committed : over).add(hold);
                // Only the outcome of its checkout ends the hold, even one of an older generation, which the current
                // one may be about to adopt. Its lease is renewed, or such holds would fill every batch.
                case RESERVED, REACQUIRING -> alive.add(hold.until(later));
            }
        }
        counters.renew(alive);
        return settle(over, counters::release) + settle(committed, counters::settle);
    }

    /** Holds in a counter whose figures are not numbers stay there and are tried again later; they do not block others. */
    private int settle(List<Hold> holds, ToIntFunction<List<Hold>> step) {
        try {
            return step.applyAsInt(holds);
        } catch (BulkOperationException refused) {
            if (DatabaseErrors.isUnavailable(refused)) {
                throw refused;
            }
            Instant later = clock.instant().plus(Commit.REACQUIRE_LEASE);
            List<Hold> left = refused.getErrors().stream()
                    .map(error -> holds.get(error.getIndex()))
                    .toList();
            left.forEach(hold -> log.error(
                    "The hold of request {} in counter {} cannot be settled: {}",
                    hold.request(),
                    hold.counter(),
                    refused.getMessage()));
            counters.renew(left.stream().map(hold -> hold.until(later)).toList());
            return holds.size() - left.size();
        }
    }

    private static boolean isReleased(@Nullable ReservationRequest request, int generation) {
        return request != null && request.state() == RequestState.RELEASED && request.generation() == generation;
    }
}
