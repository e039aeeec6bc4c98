package io.checkoutsuite.web.imports;

import java.util.List;

/**
 * The result of an import.
 *
 * @param read the number of lines that are not blank: imported and rejected lines together
 * @param errors the errors of rejected lines, ordered by line; at most 100
 */
public record ImportReport(long read, long imported, long rejected, List<ImportLineError> errors) {

    public ImportReport {
        errors = List.copyOf(errors);
    }

    /**
     * One error in a line.
     *
     * @param line the line number, counted from 1 and including a header
     * @param pointer JSON pointer of the value; for a CSV cell the column's name with slashes instead of dots; empty for the whole line
     */
    public record ImportLineError(long line, String pointer, String code, String message) {}
}
