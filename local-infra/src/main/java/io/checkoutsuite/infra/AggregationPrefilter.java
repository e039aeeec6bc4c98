package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Narrows the documents that an aggregation reads. The server library always passes the whole collection to the first stage, even if that
 * stage, as in every count, is a {@code $match} that an index can serve.
 */
final class AggregationPrefilter {
    static final ScopedValue<AggregationPrefilter> CURRENT = ScopedValue.newInstance();

    private static final Set<String> READ_ONLY_STAGES =
            Set.of("$match", "$group", "$count", "$sort", "$skip", "$limit");

    private final List<Document> stages;
    private final AtomicBoolean read = new AtomicBoolean();

    private AggregationPrefilter(List<Document> stages) {
        this.stages = stages;
    }

    static AggregationPrefilter of(@Nullable Object pipeline) {
        return new AggregationPrefilter(
                pipeline instanceof Collection<?> stages && stages.stream().allMatch(Document.class::isInstance)
                        ? stages.stream().map(Document.class::cast).toList()
                        : List.of());
    }

    /** Returns the input of the aggregation that runs in this thread, on the first call only: reads by later stages are not narrowed. */
    static Optional<AggregationPrefilter> forFirstRead() {
        return CURRENT.isBound() && CURRENT.get().read.compareAndSet(false, true)
                ? Optional.of(CURRENT.get())
                : Optional.empty();
    }

    Document filter() {
        return !stages.isEmpty() && stages.getFirst().get("$match") instanceof Document filter
                ? filter
                : new Document();
    }

    /** Whether no stage modifies its input; some stages write into the documents they are given. */
    boolean isReadOnly() {
        return stages.stream().allMatch(stage -> READ_ONLY_STAGES.containsAll(stage.keySet()));
    }
}
