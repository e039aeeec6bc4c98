package io.checkoutsuite.web.imports;

import java.util.List;

/**
 * What became of an import.
 *
 * @param read lines with something in them, as many as were imported and rejected together
 * @param errors what is wrong with rejected lines, by line; at most a hundred
 */
public record ImportReport(long read, long imported, long rejected, List<LineError> errors) {

    public ImportReport {
        errors = List.copyOf(errors);
    }

    /**
     * One thing that is wrong with a line.
     *
     * @param line counted from 1, a header included
     * @param pointer JSON pointer of the value; of a CSV cell its column's name with slashes for dots; empty for the whole line
     */
    public record LineError(long line, String pointer, String code, String message) {}
}
