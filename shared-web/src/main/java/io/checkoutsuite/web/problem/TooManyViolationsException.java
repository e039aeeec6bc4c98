package io.checkoutsuite.web.problem;

import jakarta.validation.ValidationException;
import java.util.List;

/** A body has more invalid values than a response can usefully list. */
final class TooManyViolationsException extends ValidationException {

    private final transient List<FieldError> first;

    TooManyViolationsException(int most, List<FieldError> first) {
        super("More than " + most + " values are invalid");
        this.first = List.copyOf(first);
    }

    /** The first violations, as many as a response lists. */
    List<FieldError> first() {
        return first;
    }
}
