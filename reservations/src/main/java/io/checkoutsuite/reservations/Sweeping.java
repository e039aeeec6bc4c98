package io.checkoutsuite.reservations;

import io.checkoutsuite.reservations.CheckoutOutcomes.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Settles holds whose lease ran out, as their checkouts ended, and finishes what dead processes left half-done. */
@RequiredArgsConstructor
class Sweeping {

    private final Requests requests;
    private final Counters counters;
    private final Keeping keeping;
    private final Inquiry inquiry;
    private final Duration extension;
    private final Clock clock;

    /** Time alone ends nothing: what becomes of a hold past its lease is what became of its checkout. */
    SweepResult expired(int batch) {
        List<Request> past = requests.pastLease(clock.instant(), inquiry.resting(), batch);
        if (past.isEmpty()) {
            return new SweepResult(0, 0, 0, false);
        }
        Inquiry.Answers answers = inquiry.ask(past);
        List<Request> incomplete = new ArrayList<>();
        int committed = 0;
        for (Request completed : answers.of(Outcome.COMPLETED)) {
            if (keeping.commitHeld(completed)) {
                committed++;
            } else {
                // Its completion takes anew what is missing, and reports what is gone.
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

    private int release(List<Request> over, ReleaseReason reason) {
        if (over.isEmpty()) {
            return 0;
        }
        int released = requests.release(over, reason);
        Map<String, Request> now = current(over.stream().map(Request::id).toList());
        counters.giveBack(over.stream()
                .filter(request -> isReleased(now.get(request.id()), request.take()))
                .flatMap(request -> request.entries().stream())
                .toList());
        return released;
    }

    /** The entries are read before their requests: a request is always as far as its entries, or further. */
    int strays(int batch) {
        Instant now = clock.instant();
        List<Entry> past = counters.pastLease(now, batch);
        if (past.isEmpty()) {
            return 0;
        }
        Map<String, Request> owners =
                current(past.stream().map(Entry::request).distinct().toList());
        List<Entry> over = new ArrayList<>();
        List<Entry> kept = new ArrayList<>();
        List<Entry> alive = new ArrayList<>();
        for (Entry entry : past) {
            Request owner = owners.get(entry.request());
            switch (owner == null ? State.RELEASED : owner.state()) {
                case RELEASED -> over.add(entry);
                case HARD -> (owner != null && owner.take() == entry.take() ? kept : over).add(entry);
                // Only the outcome of its checkout ends it, be the entry this take's or one that this take is about to
                // adopt. Looked at
                // again later, or they would fill every batch.
                case SOFT, RETAKING -> alive.add(entry.until(now.plus(Keeping.RETAKE_LEASE)));
            }
        }
        counters.renew(alive);
        return counters.giveBack(over) + counters.fold(kept);
    }

    private static boolean isReleased(@Nullable Request request, int take) {
        return request != null && request.state() == State.RELEASED && request.take() == take;
    }

    private Map<String, Request> current(List<String> ids) {
        return requests.findAll(ids).stream().collect(Collectors.toMap(Request::id, Function.identity()));
    }
}
