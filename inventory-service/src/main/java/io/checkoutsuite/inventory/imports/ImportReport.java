package io.checkoutsuite.inventory.imports;

import java.util.List;

/**
 * What became of a file.
 *
 * @param read lines with data, as many as were imported and rejected together
 * @param errors at most the first hundred
 */
public record ImportReport(long read, long imported, long rejected, List<LineError> errors) {

    public ImportReport {
        errors = List.copyOf(errors);
    }

    /** @param line counted from 1, the header included */
    public record LineError(long line, String code, String message) {}
}
