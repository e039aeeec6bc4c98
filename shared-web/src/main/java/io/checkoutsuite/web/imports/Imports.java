package io.checkoutsuite.web.imports;

import io.checkoutsuite.web.imports.RawLines.RawLine;
import io.checkoutsuite.web.problem.JsonBodyReader;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import io.checkoutsuite.web.problem.ValidationErrors;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs imports of any length in little memory. A faulty line changes nothing and is reported; the valid lines are applied.
 *
 * <p>Text is UTF-8, with or without a byte order mark. An unknown field is refused like any other error: it may be a price under a
 * misspelt name.
 */
@Component
public class Imports {

    public static final String NDJSON = "application/x-ndjson";
    public static final String CSV = "text/csv";

    /** Unlike the members of other bodies, which are reported together, an unknown one ends the reading of its line. */
    private static final DeserializationProblemHandler UNKNOWN_MEMBERS = new DeserializationProblemHandler() {
        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                ValueDeserializer<?> deserializer,
                Object beanOrClass,
                String name) {
            throw UnrecognizedPropertyException.from(parser, beanOrClass, name, deserializer.getKnownPropertyNames());
        }
    };

    private final JsonBodyReader bodies;
    private final ObjectReader trees;
    private final ObjectReader values;

    public Imports(JsonBodyReader bodies, JsonMapper json) {
        this.bodies = bodies;
        this.trees = json.reader()
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
        this.values = json.reader().withHandler(UNKNOWN_MEMBERS).without(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
    }

    /**
     * Parses every line and passes the valid values to the writer in batches.
     *
     * @param contentType NDJSON, or CSV whose header names the columns
     * @throws ProblemException 422 if a CSV header is invalid, 400 if the upload is interrupted; the latter contains the report so far
     */
    public <V> ImportReport run(
            InputStream body, MediaType contentType, ImportFormat<V> format, BatchWriter<V> writer) {
        RawLines raw = new RawLines(body, format.maxLineBytes());
        ImportRun<V> run = null;
        try {
            run = new ImportRun<>(parser(contentType, raw, format), format, writer);
            for (RawLine line = raw.next(); line != null; line = raw.next()) {
                run.accept(line);
            }
        } catch (IOException brokenOff) {
            throw brokenOff(run);
        }
        return run.finish();
    }

    /**
     * Converts a line's object to a valid value.
     *
     * @throws ProblemException with every invalid value
     */
    public <L> L valid(JsonNode line, Class<L> type) {
        return valid(line, type, (value, errors) -> {});
    }

    /**
     * Converts a line's object to a valid value, which a check of this kind of import also accepts.
     *
     * @throws ProblemException with every invalid value
     */
    public <L> L valid(JsonNode line, Class<L> type, BiConsumer<L, ValidationErrors> check) {
        L value = values.forType(type).readValue(line);
        ValidationErrors errors = new ValidationErrors();
        check.accept(value, errors);
        bodies.requireValid(value, errors);
        return value;
    }

    private <V> LineParser parser(MediaType contentType, RawLines raw, ImportFormat<V> format) throws IOException {
        return contentType.isCompatibleWith(MediaType.parseMediaType(CSV))
                ? CsvParser.withHeader(header(raw.next()), format)
                : new NdjsonParser(trees);
    }

    private static String header(@Nullable RawLine first) {
        return switch (first) {
            case null -> "";
            case RawLine.Text text -> text.text();
            case RawLine.Unreadable(long number, String code, String message) ->
                throw new ValidationErrors()
                        .add("line:" + number, code, message)
                        .problem();
        };
    }

    private static ProblemException brokenOff(@Nullable ImportRun<?> run) {
        ImportReport soFar = run == null ? new ImportReport(0, 0, 0, List.of()) : run.soFar();
        return new ProblemException(
                        Problems.MALFORMED,
                        "The upload was cut off. " + soFar.imported() + " lines were imported; send the file again")
                .with("report", soFar);
    }
}
