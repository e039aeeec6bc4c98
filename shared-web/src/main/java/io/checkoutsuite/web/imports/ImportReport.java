package io.checkoutsuite.web.imports;

import java.util.List;

/**
 * What became of an import.
 *
 * @param read lines with something in them
 * @param errors at most the first hundred
 */
public record ImportReport(long read, long imported, long rejected, List<LineError> errors) {

    public ImportReport {
        errors = List.copyOf(errors);
    }

    /** @param line counted from 1, a header included */
    public record LineError(long line, String pointer, String code, String message) {}
}
