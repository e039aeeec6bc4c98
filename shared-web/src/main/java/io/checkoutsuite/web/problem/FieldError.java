package io.checkoutsuite.web.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.metadata.ConstraintDescriptor;
import org.hibernate.validator.engine.HibernateConstraintViolation;
import org.hibernate.validator.messageinterpolation.HibernateMessageInterpolatorContext;
import org.jspecify.annotations.Nullable;

/**
 * One invalid value of a request.
 *
 * @param pointer JSON pointer into the body, or {@code header:If-Match}, {@code query:limit}
 * @param code stable error code, for instance too-small
 */
public record FieldError(String pointer, String code, String message) {

    /** The parameter of a message that contains the error that {@link ValidationErrors#reportTo} has reported. */
    static final String PARAMETER = "error";

    /** The error for a Bean Validation violation. */
    static FieldError of(ConstraintViolation<?> violation) {
        return of(
                violation.getPropertyPath(),
                reported(violation),
                violation.getConstraintDescriptor(),
                violation.getMessage());
    }

    /** The error for a violation whose message is being made. */
    static FieldError of(HibernateMessageInterpolatorContext violation, String message) {
        return of(
                violation.getPropertyPath(),
                violation.getMessageParameters().get(PARAMETER) instanceof FieldError reported ? reported : null,
                violation.getConstraintDescriptor(),
                message);
    }

    /** The error that a constraint itself has reported; null if it has not. */
    static @Nullable FieldError reported(ConstraintViolation<?> violation) {
        HibernateConstraintViolation<?> known = violation.unwrap(HibernateConstraintViolation.class);
        return known.getDynamicPayload(FieldError.class);
    }

    /** The error inside the object at a path such as {@code lines[0]}; an empty path is the whole body. */
    FieldError at(Object path) {
        String place = path.toString();
        return place.isEmpty() ? this : new FieldError(JsonPointers.ofPath(place) + pointer, code, message);
    }

    private static FieldError of(
            Object path, @Nullable FieldError reported, ConstraintDescriptor<?> constraint, String message) {
        if (reported != null) {
            return reported.at(path);
        }
        String name = constraint.getAnnotation().annotationType().getSimpleName();
        return new FieldError(JsonPointers.ofPath(path.toString()), ConstraintCodes.of(name), path + " " + message);
    }
}
