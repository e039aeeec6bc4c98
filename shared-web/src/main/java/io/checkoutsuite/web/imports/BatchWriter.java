package io.checkoutsuite.web.imports;

import io.checkoutsuite.web.problem.FieldError;
import java.util.List;
import java.util.function.Consumer;

/** Writes the values of an import. It must be idempotent: a repeated call after a crash has the same result. */
@FunctionalInterface
public interface BatchWriter<V> {

    /** Writes all values except those that it rejects, and returns the rejected ones. */
    List<RejectedLine> write(List<ParsedLine<V>> batch);

    /** A value and the line that it was read from. */
    record ParsedLine<V>(long line, V value) {}

    /** A line that can be parsed but not written. */
    record RejectedLine(long line, FieldError error) {}

    /** A writer that rejects nothing. */
    static <V> BatchWriter<V> of(Consumer<List<V>> write) {
        return batch -> {
            write.accept(batch.stream().map(ParsedLine::value).toList());
            return List.of();
        };
    }
}
