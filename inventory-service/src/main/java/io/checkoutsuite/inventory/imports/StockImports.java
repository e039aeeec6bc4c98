package io.checkoutsuite.inventory.imports;

import io.checkoutsuite.inventory.imports.NumberedLines.NumberedLine;
import io.checkoutsuite.inventory.stock.Stock;
import java.io.IOException;
import java.io.InputStream;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes over stock counts from a file of any length. A bad line is reported and does not stop the rest (I7). */
@Component
@RequiredArgsConstructor
public class StockImports {

    private final Stock stock;

    /**
     * Reads the file as it arrives and writes it in batches; once more does no harm, every count just replaces itself.
     *
     * @param batch tells this import from all others
     * @param by who sent it
     * @throws UnusableHeader if it is CSV and nothing of it can be read
     * @throws IOException if the file breaks off; the batches before are written then
     */
    public ImportReport read(String tenant, String batch, String by, InputStream file, LineFormat format)
            throws IOException {
        NumberedLines lines = new NumberedLines(file);
        LineParser parser =
                switch (format) {
                    case NDJSON -> new NdjsonParser();
                    case CSV -> CsvParser.withHeader(header(lines.next()));
                };
        ImportRun run = new ImportRun(counts -> stock.replace(tenant, counts, batch, by));
        for (NumberedLine line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank()) {
                run.take(line.number(), line.tooLong() ? tooLong() : StockLine.of(parser.parse(line.text())));
            }
        }
        return run.report();
    }

    private static String header(@Nullable NumberedLine first) {
        return first == null ? "" : first.text();
    }

    private static StockLine tooLong() {
        return StockLine.of(
                Fields.unreadable("too-large", "The line has more than " + NumberedLines.LONGEST + " characters"));
    }
}
