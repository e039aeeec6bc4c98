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

    /** Returns the input of the aggregation that runs in this thread, on the first call only: reads by later stages are not narrowed. */
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

    /** Whether no stage modifies its input; some stages write into the documents they are given. */
    boolean leavesDocumentsAlone() {
        return stages.stream().allMatch(stage -> LEAVE_THEIR_INPUT_ALONE.containsAll(stage.keySet()));
    }
}
