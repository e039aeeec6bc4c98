package io.checkoutsuite.web.imports;

import io.checkoutsuite.web.imports.ImportReport.LineError;
import io.checkoutsuite.web.problem.JsonBodies;
import io.checkoutsuite.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** One import under way. */
@RequiredArgsConstructor
final class ImportRun<L, V> {

    private static final int BATCH = 500;
    private static final int LISTED_ERRORS = 100;

    private final JsonBodies bodies;
    private final JsonMapper json;
    private final Class<L> line;
    private final Function<L, V> toValue;
    private final Consumer<List<V>> write;

    private final List<V> batch = new ArrayList<>();
    private final List<LineError> errors = new ArrayList<>();
    private long number;
    private long imported;
    private long rejected;

    void take(String text, LineReader reader) {
        number++;
        if (text.isBlank()) {
            return;
        }
        try {
            reader.read(text).ifPresent(node -> {
                L value = json.treeToValue(node, line);
                bodies.requireValid(value);
                add(toValue.apply(value));
            });
        } catch (ProblemException refused) {
            rejected++;
            refused.errors().forEach(error -> list(error.pointer(), error.code(), error.message()));
        } catch (JacksonException unreadable) {
            rejected++;
            list("", "malformed", "The line is not of the expected form");
        }
    }

    private void add(V value) {
        imported++;
        batch.add(value);
        if (batch.size() == BATCH) {
            flush();
        }
    }

    private void flush() {
        write.accept(List.copyOf(batch));
        batch.clear();
    }

    private void list(String pointer, String code, String message) {
        if (errors.size() < LISTED_ERRORS) {
            errors.add(new LineError(number, pointer, code, message));
        }
    }

    ImportReport report() {
        if (!batch.isEmpty()) {
            flush();
        }
        return new ImportReport(imported + rejected, imported, rejected, errors);
    }
}
