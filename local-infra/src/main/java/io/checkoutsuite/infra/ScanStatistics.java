package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.bson.Document;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import lombok.extern.slf4j.Slf4j;

/** Counts the queries that found no index and scanned a whole collection; these become slow as data grows. */
@Slf4j
final class ScanStatistics {
    private final AtomicLong scans = new AtomicLong();
    private final LongAdder examined = new LongAdder();

    void recordScan(String collection, Document filter) {
        if (!collection.contains(".system.")) {
            scans.incrementAndGet();
            log.debug("Scanned collection {} for a filter on {}", collection, filter.keySet());
        }
    }

    long scanCount() {
        return scans.get();
    }

    /** Counts an examined document: a measure of a command's cost that, unlike time, does not depend on machine or load. */
    void examined() {
        examined.increment();
    }

    long examinedCount() {
        return examined.sum();
    }
}
