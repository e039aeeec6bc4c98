package io.checkoutsuite.failure.outage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the table of {@code docs/failures.md}. */
final class FailureTable {

    private static final Path DOCUMENT =
            Path.of("").toAbsolutePath().resolveSibling("docs").resolve("failures.md");
    private static final String HEAD = "| what fails |";

    private FailureTable() {}

    /**
     * One row.
     *
     * @param response status, reason and {@code Retry-After} of the response to a submit during the failure
     */
    record Row(String fails, String response) {

        private static Row of(String line) {
            String[] cells = line.split("\\|");
            return new Row(cells[1].strip(), cells[2].strip().replace("`", ""));
        }

        @Override
        public String toString() {
            return fails;
        }
    }

    static List<Row> rows() {
        try {
            return Files.readAllLines(DOCUMENT).stream()
                    .dropWhile(line -> !line.startsWith(HEAD))
                    .skip(2)
                    .takeWhile(line -> line.startsWith("|"))
                    .map(Row::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
