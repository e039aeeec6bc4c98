package io.checkoutsuite.web.imports;

import io.checkoutsuite.web.problem.JsonBodies;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads imports of any length in little memory. */
@Component
@RequiredArgsConstructor
public class Imports {

    public static final String NDJSON = "application/x-ndjson";
    public static final String CSV = "text/csv";

    private final JsonBodies bodies;
    private final JsonMapper json;

    /**
     * Reads every line, makes a value of it, and hands the good ones over in batches.
     *
     * @param contentType NDJSON, or CSV whose header names the fields (a.b for a field of a field)
     * @param line what a line looks like
     * @param toValue makes the value; a {@link io.checkoutsuite.web.problem.ProblemException} rejects the line with its errors
     * @param write takes a batch; called again after a crash in the middle it must come to the same
     */
    public <L, V> ImportReport run(
            InputStream body, MediaType contentType, Class<L> line, Function<L, V> toValue, Consumer<List<V>> write)
            throws IOException {
        ImportRun<L, V> run = new ImportRun<>(bodies, json, line, toValue, write);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            LineReader reader = contentType.isCompatibleWith(MediaType.parseMediaType(CSV))
                    ? new CsvLines(json)
                    : new NdjsonLines(json);
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                run.take(text, reader);
            }
        }
        return run.report();
    }
}
