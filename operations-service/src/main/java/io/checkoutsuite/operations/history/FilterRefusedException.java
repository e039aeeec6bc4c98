package io.checkoutsuite.operations.history;

import io.checkoutsuite.web.problem.FieldError;
import java.util.List;

/** The cart service does not accept a filter of the caller, for instance an unknown failure type. */
public final class FilterRefusedException extends RuntimeException {

    private final transient List<FieldError> errors;

    public FilterRefusedException(String detail, List<FieldError> errors) {
        super(detail);
        this.errors = List.copyOf(errors);
    }

    /** Where the filter is wrong, as pointers into a request with a member {@code filter}. */
    public List<FieldError> errors() {
        return errors;
    }
}
