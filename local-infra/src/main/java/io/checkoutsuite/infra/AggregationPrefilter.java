package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Narrows the documents that an aggregation reads. The server library always passes the whole collection to the first stage, even if that
 * stage, as in every count, is a {@code $match} that an index can serve.
 */
final class AggregationPrefilter {
    static final ScopedValue<AggregationPrefilter> CURRENT = ScopedValue.newInstance();

    private final Document filter;
    private final AtomicBoolean read = new AtomicBoolean();

    private AggregationPrefilter(Document filter) {
        this.filter = filter;
    }

    static AggregationPrefilter of(@Nullable Object pipeline) {
        return new AggregationPrefilter(
                pipeline instanceof List<?> stages
                                && !stages.isEmpty()
                                && stages.getFirst() instanceof Document first
                                && first.get("$match") instanceof Document filter
                        ? filter
                        : new Document());
    }

    /** Returns the filter of the aggregation that runs in this thread, on the first call only: reads by later stages are not narrowed. */
    static Optional<Document> forFirstRead() {
        return CURRENT.isBound() && CURRENT.get().read.compareAndSet(false, true)
                ? Optional.of(CURRENT.get().filter)
                : Optional.empty();
    }
}
