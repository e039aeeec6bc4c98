package io.checkoutsuite.web.problem;

import jakarta.validation.ValidationException;
import java.util.List;

/** A body has more values that are not allowed than anybody would read. */
final class TooManyViolationsException extends ValidationException {

    private final transient List<FieldError> first;

    TooManyViolationsException(int most, List<FieldError> first) {
        super("More than " + most + " values are not allowed");
        this.first = List.copyOf(first);
    }

    /** As many as an answer shows. */
    List<FieldError> first() {
        return first;
    }
}
