package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What an aggregation needs to read: the server library always gives it the whole collection, also if its first stage, as in
 * every count, keeps only a few documents that an index knows.
 */
final class AggregationInput {
    static final ScopedValue<AggregationInput> CURRENT = ScopedValue.newInstance();

    private static final Set<String> LEAVE_THEIR_INPUT_ALONE =
            Set.of("$match", "$group", "$count", "$sort", "$skip", "$limit");

    private final List<Document> stages;
    private final AtomicBoolean read = new AtomicBoolean();

    private AggregationInput(List<Document> stages) {
        this.stages = stages;
    }

    static AggregationInput of(@Nullable Object pipeline) {
        return new AggregationInput(
                pipeline instanceof Collection<?> stages && stages.stream().allMatch(Document.class::isInstance)
                        ? stages.stream().map(Document.class::cast).toList()
                        : List.of());
    }

    /** The input of the aggregation running in this thread; later stages may read on, but not through this. */
    static Optional<AggregationInput> firstRead() {
        return CURRENT.isBound() && CURRENT.get().read.compareAndSet(false, true)
                ? Optional.of(CURRENT.get())
                : Optional.empty();
    }

    Document filter() {
        return !stages.isEmpty() && stages.getFirst().get("$match") instanceof Document filter
                ? filter
                : new Document();
    }

    /** Some stages write into the documents they are given. */
    boolean leavesDocumentsAlone() {
        return stages.stream().allMatch(stage -> LEAVE_THEIR_INPUT_ALONE.containsAll(stage.keySet()));
    }
}
