package io.checkoutsuite.infra;

import java.util.concurrent.atomic.AtomicLong;

/** Roughly how many documents a collection has: counted when it is first asked for, and not corrected when a write is given up. */
final class ApproximateSize {
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final Table documents;
    private final AtomicLong size = new AtomicLong(UNKNOWN);

    ApproximateSize(Table documents) {
        this.documents = documents;
    }

    long get() {
        if (size.get() == UNKNOWN) {
            size.compareAndSet(UNKNOWN, documents.count());
        }
        return size.get();
    }

    void add(int change) {
        size.updateAndGet(known -> known == UNKNOWN ? UNKNOWN : known + change);
    }
}
