package io.checkoutsuite.web.problem;

import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
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
        BodyErrors.begin();
        T value = body == null || body.length == 0 ? json.readValue("{}", type) : json.readValue(body, type);
        requireNone(BodyErrors.end(), value);
        if (value == null) {
            throw new ProblemException(Problems.MALFORMED, new FieldError("", "missing", "The body is null"));
        }
        requireValid(value);
        return value;
    }

    /**
     * Adds what is invalid in the part that was read.
     *
     * @throws ProblemException if there are errors
     */
    void requireNone(ValidationErrors errors, @Nullable Object read) {
        if (errors.isEmpty()) {
            return;
        }
        List<FieldError> others = violations(read)
                .filter(violation -> !errors.mention(violation.pointer()))
                .toList();
        others.forEach(violation -> errors.add(violation.pointer(), violation.code(), violation.message()));
        throw errors.problem(Problems.MALFORMED);
    }

    /** @throws ProblemException with every invalid value */
    public void requireValid(Object value) {
        requireValid(value, new ValidationErrors());
    }

    /** @throws ProblemException with the errors found before and every invalid value */
    public void requireValid(Object value, ValidationErrors errors) {
        violations(value).forEach(error -> errors.add(error.pointer(), error.code(), error.message()));
        errors.throwIfAny();
    }

    private Stream<FieldError> violations(@Nullable Object value) {
        return value == null
                ? Stream.empty()
                : validator.validate(value).stream()
                        .map(FieldError::of)
                        .sorted(Comparator.comparing(FieldError::pointer));
    }
}
