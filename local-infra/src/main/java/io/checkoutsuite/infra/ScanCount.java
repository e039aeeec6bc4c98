package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.bson.Document;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import lombok.extern.slf4j.Slf4j;

/** How often a filter found no index and went through a whole collection: what grows slow as data grows. */
@Slf4j
final class ScanCount {
    private final AtomicLong scans = new AtomicLong();
    private final LongAdder examined = new LongAdder();

    void add(String collection, Document filter) {
        if (!collection.contains(".system.")) {
            scans.incrementAndGet();
            log.debug("scanned {} for {}", collection, filter.keySet());
        }
    }

    long soFar() {
        return scans.get();
    }

    /** Says, unlike a clock, on any machine and under any load what a command costs. */
    void examined() {
        examined.increment();
    }

    long examinedSoFar() {
        return examined.sum();
    }
}
