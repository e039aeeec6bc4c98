package io.checkoutsuite.mongo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import lombok.extern.slf4j.Slf4j;
import org.bson.Document;
import org.springframework.dao.DataAccessException;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * The database server's time, so that nodes with different clocks agree on when a lease expires.
 *
 * <p>Reads the server's time once a minute and uses this node's monotonic clock in between.
 */
@Slf4j
public final class DatabaseClock extends Clock {

    private static final Duration FRESH = Duration.ofMinutes(1);

    private final MongoOperations mongo;
    private volatile Reading reading;

    private record Reading(Instant serverTime, long nanoTime) {
        Instant now() {
            return serverTime.plusNanos(System.nanoTime() - nanoTime);
        }

        boolean isFresh() {
            return System.nanoTime() - nanoTime < FRESH.toNanos();
        }
    }

    /** @throws DataAccessException if the server is unavailable */
    public DatabaseClock(MongoOperations mongo) {
        this.mongo = mongo;
        this.reading = ask();
    }

    @Override
    public Instant instant() {
        if (!reading.isFresh()) {
            refresh();
        }
        return reading.now();
    }

    private synchronized void refresh() {
        if (reading.isFresh()) {
            return;
        }
        try {
            reading = ask();
        } catch (DataAccessException unreachable) {
            // The last known time is still correct to within a minute's drift; callers that need the database fail
            // anyway.
            log.warn("The time of the database server could not be read: {}", unreachable.getMessage());
            reading = new Reading(reading.now(), System.nanoTime());
        }
    }

    private Reading ask() {
        long before = System.nanoTime();
        Date serverTime = mongo.executeCommand(new Document("hello", 1)).getDate("localTime");
        if (serverTime == null) {
            throw new IllegalStateException("The database server did not return its time");
        }
        long after = System.nanoTime();
        return new Reading(serverTime.toInstant(), before + (after - before) / 2);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Leases do not use time zones");
    }
}
