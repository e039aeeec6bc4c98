package io.checkoutsuite.web.problem;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * A request, or a part of one, with rules that no constraint of a single member expresses. What violates them is listed in the same response as
 * the violations of its constraints.
 */
@CheckedRequest.Checked
public interface CheckedRequest {

    /**
     * Adds what violates the rules. Members that violate their constraints have their values all the same, or are null; they are reported anyway.
     *
     * @param errors with pointers that start at this object
     */
    void check(ValidationErrors errors);

    /** The constraint of all {@link CheckedRequest}s. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = Validator.class)
    @interface Checked {

        String message() default "is not allowed";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** Runs the check. */
    final class Validator implements ConstraintValidator<Checked, CheckedRequest> {

        @Override
        public boolean isValid(@Nullable CheckedRequest request, ConstraintValidatorContext context) {
            ValidationErrors errors = new ValidationErrors();
            if (request != null) {
                request.check(errors);
            }
            return errors.reportTo(context);
        }
    }
}
