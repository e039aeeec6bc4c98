package io.checkoutsuite.mongo;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;

/**
 * Leases for jobs that any node can do and only one should do at a time: one document per job, with a fencing token that only ever grows.
 *
 * <p>A process that stops in an orderly way releases its leases, so that another one can continue immediately: those of scheduled jobs as soon
 * as scheduling ends, all others at the end.
 */
@Slf4j
@RequiredArgsConstructor
public final class Leases implements AutoCloseable {

    private static final String COLLECTION = "leases";
    /** A stopping process does not wait longer for an unavailable database; its leases then expire. */
    private static final Duration RELEASE_TIMEOUT = Duration.ofSeconds(2);

    private final MongoOperations mongo;
    private final Clock clock;
    private final Map<String, Lease> acquired = new ConcurrentHashMap<>();
    private final String owner = UUID.randomUUID().toString();
    private final Set<String> scheduled = ConcurrentHashMap.newKeySet();
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private volatile boolean closed;

    /**
     * The right to do a job.
     *
     * @param token larger than that of every earlier holder
     */
    public record Lease(String id, String owner, long token, Instant until) {}

    /** The name of this process among the owners of leases; no other process has the same. */
    public String owner() {
        return owner;
    }

    /** Acquires the lease if no other node holds it; a holder renews its own lease. */
    public Optional<Lease> acquire(String job, Duration length) {
        return acquire(job, owner, length);
    }

    /**
     * Acquires the lease if nobody else holds it.
     *
     * @param owner several owners in one process exclude each other; their names should begin with {@link #owner()}, so that no other process
     *     uses them
     */
    public Optional<Lease> acquire(String job, String owner, Duration length) {
        Instant now = clock.instant();
        try {
            return Optional.ofNullable(mongo.findAndModify(
                    // Race for a job: only one node finds the lease expired, all others meet the new end or the
                    // existing key.
                    query(where("_id")
                            .is(job)
                            .orOperator(where("owner").is(owner), where("until").lt(now))),
                    new Update()
                            .set("owner", owner)
                            .set("until", now.plus(length))
                            .inc("token", 1L),
                    FindAndModifyOptions.options().upsert(true).returnNew(true),
                    Lease.class,
                    COLLECTION));
        } catch (DuplicateKeyException heldByAnother) {
            return Optional.empty();
        }
    }

    /**
     * Renews a lease that has not expired, from now on; its token stays the same.
     *
     * @return empty if it has expired or was released
     */
    public Optional<Lease> renew(Lease lease, Duration length) {
        Instant now = clock.instant();
        return Optional.ofNullable(mongo.findAndModify(
                // Race: a renewal against another owner who finds the lease expired. Whoever writes first takes it from
                // the other.
                query(where("_id")
                        .is(lease.id())
                        .and("token")
                        .is(lease.token())
                        .and("until")
                        .gte(now)),
                new Update().set("until", now.plus(length)),
                FindAndModifyOptions.options().returnNew(true),
                Lease.class,
                COLLECTION));
    }

    /** Releases the lease if it is still the current one. */
    public void release(Lease lease) {
        mongo.updateFirst(
                query(where("_id").is(lease.id()).and("token").is(lease.token())),
                new Update().set("until", Instant.EPOCH),
                COLLECTION);
    }

    /**
     * Runs the job if this node holds or acquires its lease; empty if another node holds it. The lease is kept, and renewed only when half of
     * it is over, so that a frequent job does not cost one write per run. A job has one run at a time; none starts in a process that stops.
     */
    public <T> Optional<T> whileHolding(String job, Duration length, Supplier<T> work) {
        scheduled.add(job);
        if (!running.add(job)) {
            return Optional.empty();
        }
        try {
            return stopping ? Optional.empty() : acquireOrRenew(job, length).map(lease -> work.get());
        } finally {
            running.remove(job);
            if (stopping) {
                release(job);
            }
        }
    }

    /** Releases the leases of scheduled jobs; that of a running job is released when its run ends. */
    @EventListener(ContextClosedEvent.class)
    public void stop() {
        stopping = true;
        releaseAll(scheduled.stream().filter(job -> !running.contains(job)).toList());
    }

    /** Releases all remaining leases. */
    @Override
    public void close() {
        stopping = true;
        closed = true;
        releaseAll(List.copyOf(acquired.keySet()));
    }

    private void releaseAll(List<String> jobs) {
        try {
            Thread.ofVirtual().start(() -> jobs.forEach(this::releaseOrExpire)).join(RELEASE_TIMEOUT);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void releaseOrExpire(String job) {
        try {
            release(job);
        } catch (RuntimeException databaseUnavailable) {
            log.warn("The lease of {} could not be released and will expire: {}", job, databaseUnavailable.toString());
        }
    }

    /**
     * Acquires or renews the lease, so that at least half of its length remains; empty if another node holds it, or if this process has
     * already released all leases at its end.
     */
    public Optional<Lease> acquireOrRenew(String job, Duration length) {
        if (closed) {
            return Optional.empty();
        }
        Lease mine = acquired.get(job);
        if (mine == null || mine.until().isBefore(clock.instant().plus(length.dividedBy(2)))) {
            acquired.remove(job);
            acquire(job, length).ifPresent(lease -> acquired.put(job, lease));
        }
        return Optional.ofNullable(acquired.get(job));
    }

    /** Releases the lease of a job that this node no longer does, so that another node need not wait until it expires. */
    public void release(String job) {
        Lease mine = acquired.remove(job);
        if (mine != null) {
            release(mine);
        }
    }
}
