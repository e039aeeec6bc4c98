package io.checkoutsuite.web.problem;

import jakarta.validation.Validator;
import java.util.Comparator;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads bodies whose exact bytes matter because they were sent with an Idempotency-Key. */
@Component
@RequiredArgsConstructor
public class JsonBodyReader {

    private final JsonMapper json;
    private final Validator validator;

    /**
     * Parses and validates the body; a missing body counts as an empty object.
     *
     * @throws ProblemException with every invalid value
     */
    public <T> T read(byte @Nullable [] body, Class<T> type) {
        T value = body == null || body.length == 0 ? json.readValue("{}", type) : json.readValue(body, type);
        if (value == null) {
            throw new ProblemException(Problems.MALFORMED, new FieldError("", "missing", "The body is null"));
        }
        requireValid(value);
        return value;
    }

    /** @throws ProblemException with every invalid value */
    public void requireValid(Object value) {
        ValidationErrors errors = new ValidationErrors();
        validator.validate(value).stream()
                .map(violation -> FieldError.of(
                        violation.getPropertyPath(), violation.getConstraintDescriptor(), violation.getMessage()))
                .sorted(Comparator.comparing(FieldError::pointer))
                .forEach(error -> errors.add(error.pointer(), error.code(), error.message()));
        errors.throwIfAny();
    }
}
