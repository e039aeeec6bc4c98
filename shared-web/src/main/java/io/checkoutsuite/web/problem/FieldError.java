package io.checkoutsuite.web.problem;

import jakarta.validation.metadata.ConstraintDescriptor;

/**
 * One invalid value of a request.
 *
 * @param pointer JSON pointer into the body, or {@code header:If-Match}, {@code query:limit}
 * @param code stable error code, for instance too-small
 */
public record FieldError(String pointer, String code, String message) {

    /** The error for a Bean Validation violation at a path such as {@code lines[0].sku}. */
    static FieldError of(Object path, ConstraintDescriptor<?> constraint, String message) {
        String name = constraint.getAnnotation().annotationType().getSimpleName();
        return new FieldError(JsonPointers.ofPath(path.toString()), ConstraintCodes.of(name), path + " " + message);
    }
}
