package io.checkoutsuite.web.imports;

import io.checkoutsuite.web.cards.CardNumberScanner;
import io.checkoutsuite.web.imports.BatchWriter.ParsedLine;
import io.checkoutsuite.web.imports.BatchWriter.RejectedLine;
import io.checkoutsuite.web.imports.ImportReport.ImportLineError;
import io.checkoutsuite.web.imports.RawLines.RawLine;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.UnreadableJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import lombok.RequiredArgsConstructor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** One import in progress. */
@RequiredArgsConstructor
final class ImportRun<V> {

    private static final int BATCH = 500;
    private static final int BATCH_BYTES = 4 * 1024 * 1024;
    private static final int LISTED_ERRORS = 100;

    private final LineParser parser;
    private final ImportFormat<V> format;
    private final BatchWriter<V> writer;

    private final List<ParsedLine<V>> batch = new ArrayList<>();
    private final List<ImportLineError> errors = new ArrayList<>();
    private long batchBytes;
    private long imported;
    private long rejected;

    void accept(RawLine line) {
        switch (line) {
            case RawLine.Unreadable(long number, String code, String message) ->
                reject(number, List.of(new FieldError("", code, message)));
            case RawLine.Text(long number, String text, int bytes) -> {
                if (!text.isBlank()) {
                    accept(number, text, bytes);
                }
            }
        }
    }

    private void accept(long number, String text, int bytes) {
        try {
            JsonNode read = parser.parse(text);
            PrintableTexts.require(read);
            CardNumberScanner.requireNone(read);
            batch.add(new ParsedLine<>(number, format.toValue().apply(read)));
            batchBytes += bytes;
        } catch (ProblemException refused) {
            reject(number, refused.errors());
        } catch (UnrecognizedPropertyException unknown) {
            reject(number, List.of(unknown(unknown)));
        } catch (JacksonException unreadable) {
            reject(number, List.of(UnreadableJson.error(unreadable)));
        }
        if (batch.size() == BATCH || batchBytes >= BATCH_BYTES) {
            write();
        }
    }

    private static FieldError unknown(UnrecognizedPropertyException unknown) {
        String name = unknown.getPropertyName();
        return new FieldError("/" + name, "unknown", "There is no such field: " + name);
    }

    private void write() {
        if (batch.isEmpty()) {
            return;
        }
        List<RejectedLine> refused = writer.write(List.copyOf(batch));
        imported += batch.size() - refused.size();
        refused.forEach(line -> reject(line.line(), List.of(line.error())));
        batch.clear();
        batchBytes = 0;
    }

    private void reject(long number, List<FieldError> why) {
        rejected++;
        why.stream()
                .limit(LISTED_ERRORS - errors.size())
                .forEach(error ->
                        errors.add(new ImportLineError(number, error.pointer(), error.code(), error.message())));
    }

    /** Writes the last batch. */
    ImportReport finish() {
        write();
        return soFar();
    }

    /** The report on all lines so far. */
    ImportReport soFar() {
        return new ImportReport(
                imported + rejected,
                imported,
                rejected,
                errors.stream()
                        .sorted(Comparator.comparingLong(ImportLineError::line))
                        .toList());
    }
}
