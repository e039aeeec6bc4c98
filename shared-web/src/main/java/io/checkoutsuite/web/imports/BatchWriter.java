package io.checkoutsuite.web.imports;

import io.checkoutsuite.web.problem.FieldError;
import java.util.List;
import java.util.function.Consumer;

/** Writes what an import has read; called again after a crash in the middle it must come to the same. */
@FunctionalInterface
public interface BatchWriter<V> {

    /** Writes all values but those that it rejects. */
    List<Rejected> write(List<Read<V>> batch);

    /** A value and the line that it was read from. */
    record Read<V>(long line, V value) {}

    /** A line that can be read and cannot be written. */
    record Rejected(long line, FieldError error) {}

    /** A writer that rejects nothing. */
    static <V> BatchWriter<V> of(Consumer<List<V>> write) {
        return batch -> {
            write.accept(batch.stream().map(Read::value).toList());
            return List.of();
        };
    }
}
