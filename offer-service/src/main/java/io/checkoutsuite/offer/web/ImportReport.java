package io.checkoutsuite.offer.web;

import java.util.List;

/**
 * What became of an import.
 *
 * @param errors the first hundred rejected lines
 */
record ImportReport(long read, long imported, long rejected, List<LineError> errors) {

    ImportReport {
        errors = List.copyOf(errors);
    }

    /** @param line counted from 1 */
    record LineError(long line, String code, String message) {}
}
