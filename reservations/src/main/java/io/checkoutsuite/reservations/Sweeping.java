package io.checkoutsuite.reservations;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Ends leases that ran out and finishes what dead processes left half-done. */
@RequiredArgsConstructor
class Sweeping {

    private final Requests requests;
    private final Counters counters;
    private final Clock clock;

    int expired(int batch) {
        List<Request> past = requests.pastLease(clock.instant(), batch);
        if (past.isEmpty()) {
            return 0;
        }
        int expired = requests.expire(past);
        Map<String, Request> now = current(past.stream().map(Request::id).toList());
        counters.giveBack(past.stream()
                .filter(request -> isReleased(now.get(request.id()), request.take()))
                .flatMap(request -> request.entries().stream())
                .toList());
        return expired;
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
            if (owner == null || owner.take() != entry.take()) {
                over.add(entry);
                continue;
            }
            switch (owner.state()) {
                case RELEASED -> over.add(entry);
                case HARD -> kept.add(entry);
                // Looked at again later, or they would fill every batch; a redelivered completion finishes them.
                case RETAKING -> alive.add(entry.until(now.plus(Keeping.RETAKE_LEASE)));
                case SOFT -> {
                    if (owner.until().isAfter(now)) {
                        alive.add(entry.until(owner.until()));
                    }
                }
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
