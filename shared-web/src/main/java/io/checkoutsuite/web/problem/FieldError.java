package io.checkoutsuite.web.problem;

import jakarta.validation.metadata.ConstraintDescriptor;

/**
 * One refused value.
 *
 * @param pointer JSON pointer into the body, or {@code header:If-Match}, {@code query:limit}
 * @param code stable, for instance too-small
 */
public record FieldError(String pointer, String code, String message) {

    /** What Bean Validation refuses at a path such as {@code lines[0].sku}. */
    static FieldError of(Object path, ConstraintDescriptor<?> constraint, String message) {
        String name = constraint.getAnnotation().annotationType().getSimpleName();
        return new FieldError(JsonPointers.ofPath(path.toString()), ConstraintCodes.of(name), path + " " + message);
    }
}
