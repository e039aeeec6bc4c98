package io.checkoutsuite.messaging;

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
 * Who may do a job that any node can do and only one should: a document per job, with a fencing token that only ever grows.
 *
 * <p>A process that stops in an orderly way releases what it holds, so that another one goes on at once: scheduled jobs as soon as nothing is
 * scheduled any more, everything else at the end.
 */
@Slf4j
@RequiredArgsConstructor
public final class Leases implements AutoCloseable {

    private static final String COLLECTION = "leases";
    /** A process that stops does not wait for a database that does not answer; its leases then end by themselves. */
    private static final Duration TIME_TO_RELEASE = Duration.ofSeconds(2);

    private final MongoOperations mongo;
    private final Clock clock;
    private final Map<String, Lease> held = new ConcurrentHashMap<>();
    private final String owner = UUID.randomUUID().toString();
    private final Set<String> scheduled = ConcurrentHashMap.newKeySet();
    private final Set<String> atWork = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private volatile boolean closed;

    /**
     * The right to do a job.
     *
     * @param token larger than that of every earlier holder
     */
    public record Lease(String id, String owner, long token, Instant until) {}

    /** The lease if nobody else holds it; a holder gets its own lease anew. */
    public Optional<Lease> acquire(String job, Duration length) {
        Instant now = clock.instant();
        try {
            return Optional.ofNullable(mongo.findAndModify(
                    // Decides the race for a job: only one node finds the lease over, all others meet the new end or
                    // the existing key.
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

    /** Ends the lease early, if it is still the one given. */
    public void release(Lease lease) {
        mongo.updateFirst(
                query(where("_id").is(lease.id()).and("token").is(lease.token())),
                new Update().set("until", Instant.EPOCH),
                COLLECTION);
    }

    /**
     * Does the job if this node gets or has its lease; empty if another node has it. The lease is kept, and written anew only when half of
     * it is over, so that a frequent job costs no write per run. One run of a job at a time; none begins in a process that stops.
     */
    public <T> Optional<T> whileHolding(String job, Duration length, Supplier<T> work) {
        scheduled.add(job);
        if (!atWork.add(job)) {
            return Optional.empty();
        }
        try {
            return stopping ? Optional.empty() : held(job, length).map(lease -> work.get());
        } finally {
            atWork.remove(job);
            if (stopping) {
                leave(job);
            }
        }
    }

    /** Releases scheduled jobs; one that runs just now is released when its run ends. */
    @EventListener(ContextClosedEvent.class)
    public void stop() {
        stopping = true;
        leaveAll(scheduled.stream().filter(job -> !atWork.contains(job)).toList());
    }

    /** Releases whatever is still held. */
    @Override
    public void close() {
        stopping = true;
        closed = true;
        leaveAll(List.copyOf(held.keySet()));
    }

    private void leaveAll(List<String> jobs) {
        try {
            Thread.ofVirtual().start(() -> jobs.forEach(this::leaveOrWait)).join(TIME_TO_RELEASE);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void leaveOrWait(String job) {
        try {
            leave(job);
        } catch (RuntimeException databaseUnavailable) {
            log.warn("The lease of {} is not released and ends by itself: {}", job, databaseUnavailable.toString());
        }
    }

    /**
     * The lease that this node gets or has, with at least half of its length to go; empty if another node has it, and when everything held
     * was released at the end of this process.
     */
    public Optional<Lease> held(String job, Duration length) {
        if (closed) {
            return Optional.empty();
        }
        Lease mine = held.get(job);
        if (mine == null || mine.until().isBefore(clock.instant().plus(length.dividedBy(2)))) {
            held.remove(job);
            acquire(job, length).ifPresent(lease -> held.put(job, lease));
        }
        return Optional.ofNullable(held.get(job));
    }

    /** Gives up a job that this node will not do any more, so that another need not wait for the end of the lease. */
    public void leave(String job) {
        Lease mine = held.remove(job);
        if (mine != null) {
            release(mine);
        }
    }
}
