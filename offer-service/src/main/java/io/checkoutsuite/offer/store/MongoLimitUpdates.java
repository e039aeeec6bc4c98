package io.checkoutsuite.offer.store;

import static java.util.stream.Collectors.toMap;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.mongo.LookupResult;
import io.checkoutsuite.offer.usage.Limit;
import io.checkoutsuite.offer.usage.LimitUpdates;
import io.checkoutsuite.reservations.AvailabilityPolicy;
import io.checkoutsuite.reservations.Counter;
import io.checkoutsuite.reservations.Reservations;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Creates counters when they are first needed and updates them to new limits.
 *
 * <p>A counter has the revision of the offer or code that its limit comes from. {@link Reservations#define} has no such guard: a buyer who
 * reads an offer immediately before an operator lowers its limit could raise the counter again.
 */
@Component
@RequiredArgsConstructor
class MongoLimitUpdates implements LimitUpdates {

    private static final String REVISION = "revision";

    private final MongoOperations mongo;
    private final Reservations reservations;

    @Override
    public void enforce(Collection<Limit> limits) {
        Map<String, Limit> latest = limits.stream()
                .collect(toMap(Limit::counter, limit -> limit, (a, b) -> a.revision() < b.revision() ? b : a));
        while (!latest.isEmpty() && !areApplied(latest)) {
            // Another process changed one of the counters: try again. This ends, because revisions only grow.
        }
    }

    private boolean areApplied(Map<String, Limit> limits) {
        LookupResult<Counter> known = reservations.known(limits.keySet());
        if (!known.unreadable().isEmpty()) {
            throw new IllegalStateException("Counters " + known.unreadable() + " cannot be read");
        }
        Map<String, Counter> counters = known.byId();
        List<Limit> newer = limits.values().stream()
                .filter(limit -> isNewer(limit, counters.get(limit.counter())))
                .toList();
        if (newer.isEmpty()) {
            return true;
        }
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, StoreConfiguration.COUNTERS);
        for (Limit limit : newer) {
            Counter before = counters.get(limit.counter());
            if (before == null) {
                bulk.insert(fresh(limit));
            } else {
                // Race: two limits for one counter. The later revision wins, and the difference is valid only for the
                // total that it was computed from.
                bulk.updateOne(
                        query(where("_id")
                                .is(limit.counter())
                                .and(REVISION)
                                .lt(limit.revision())
                                .and("total")
                                .is(before.total())),
                        Update.update("total", limit.max())
                                .set(REVISION, limit.revision())
                                .inc("available", limit.max() - before.total()));
            }
        }
        return GuardedBulk.wonAll(bulk, newer.size());
    }

    private static boolean isNewer(Limit limit, @Nullable Counter counter) {
        return counter == null || ((Number) counter.owner().getOrDefault(REVISION, 0L)).longValue() < limit.revision();
    }

    private static Document fresh(Limit limit) {
        return new Document("_id", limit.counter())
                .append("total", limit.max())
                .append("buffer", 0L)
                .append("soft", 0L)
                .append("hard", 0L)
                .append("available", limit.max())
                .append("policy", AvailabilityPolicy.TRACKED.name())
                .append("open", List.of())
                .append(REVISION, limit.revision());
    }
}
