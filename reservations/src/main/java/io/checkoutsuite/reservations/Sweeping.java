package io.checkoutsuite.reservations;

import io.checkoutsuite.mongo.DatabaseErrors;
import io.checkoutsuite.mongo.Known;
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
class Sweeping {

    private final Requests requests;
    private final Counters counters;
    private final Keeping keeping;
    private final Inquiry inquiry;
    private final Duration extension;
    private final Clock clock;

    /** Expiry alone never releases a hold: the outcome of its checkout decides. */
    SweepResult expired(int batch) {
        List<Request> past = requests.pastLease(clock.instant(), inquiry.resting(), batch);
        if (past.isEmpty()) {
            return new SweepResult(0, 0, 0, false);
        }
        Inquiry.Answers answers = inquiry.ask(past);
        List<Request> incomplete = new ArrayList<>();
        int committed = 0;
        for (Request completed : answers.of(Outcome.COMPLETED)) {
            if (isCommitted(completed)) {
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
                + requests.extend(answers.postponed(), answers.until());
        boolean more = !answers.broken() && (past.size() == batch || !answers.whole());
        return new SweepResult(committed, extended, released, more);
    }

    /** A request with an unreadable counter is tried again when its extended lease expires, and does not block others. */
    private boolean isCommitted(Request completed) {
        try {
            return keeping.commitHeld(completed);
        } catch (RuntimeException broken) {
            if (DatabaseErrors.isUnavailable(broken)) {
                throw broken;
            }
            log.error("The holds of completed request {} cannot be committed", completed.id(), broken);
            return false;
        }
    }

    private int release(List<Request> over, ReleaseReason reason) {
        if (over.isEmpty()) {
            return 0;
        }
        int released = requests.release(over, reason);
        Map<String, Request> now =
                requests.known(over.stream().map(Request::id).toList()).byId();
        settled(
                over.stream()
                        .filter(request -> isReleased(now.get(request.id()), request.take()))
                        .flatMap(request -> request.entries().stream())
                        .toList(),
                counters::giveBack);
        return released;
    }

    /**
     * Reads holds before their requests, so that a request is never in an earlier state than its holds. The holds of an unreadable request
     * stay in place, because it may be committed.
     */
    int strays(int batch) {
        Instant now = clock.instant();
        List<Entry> past = counters.pastLease(now, batch);
        if (past.isEmpty()) {
            return 0;
        }
        Known<Request> owners =
                requests.known(past.stream().map(Entry::request).distinct().toList());
        Instant later = now.plus(Keeping.RETAKE_LEASE);
        List<Entry> over = new ArrayList<>();
        List<Entry> kept = new ArrayList<>();
        List<Entry> alive = new ArrayList<>();
        for (Entry entry : past) {
            if (owners.unreadable().contains(entry.request())) {
                alive.add(entry.until(later));
                continue;
            }
            Request owner = owners.byId().get(entry.request());
            switch (owner == null ? State.RELEASED : owner.state()) {
                case RELEASED -> over.add(entry);
                case HARD -> (owner != null && owner.take() == entry.take() ? kept : over).add(entry);
                // Only the outcome of its checkout ends the hold, even one of an older generation, which the current
                // one may be about to adopt. Its lease is renewed, or such holds would fill every batch.
                case SOFT, RETAKING -> alive.add(entry.until(later));
            }
        }
        counters.renew(alive);
        return settled(over, counters::giveBack) + settled(kept, counters::fold);
    }

    /** Holds in a counter whose figures are not numbers stay there and are tried again later; they do not block others. */
    private int settled(List<Entry> entries, ToIntFunction<List<Entry>> step) {
        try {
            return step.applyAsInt(entries);
        } catch (BulkOperationException refused) {
            if (DatabaseErrors.isUnavailable(refused)) {
                throw refused;
            }
            Instant later = clock.instant().plus(Keeping.RETAKE_LEASE);
            List<Entry> left = refused.getErrors().stream()
                    .map(error -> entries.get(error.getIndex()))
                    .toList();
            left.forEach(entry -> log.error(
                    "The hold of request {} in counter {} cannot be settled: {}",
                    entry.request(),
                    entry.counter(),
                    refused.getMessage()));
            counters.renew(left.stream().map(entry -> entry.until(later)).toList());
            return entries.size() - left.size();
        }
    }

    private static boolean isReleased(@Nullable Request request, int take) {
        return request != null && request.state() == State.RELEASED && request.take() == take;
    }
}
