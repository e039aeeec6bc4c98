package io.checkoutsuite.web.problem;

import jakarta.validation.ConstraintValidatorContext;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.validator.constraintvalidation.HibernateConstraintValidatorContext;

/** Collects the invalid values of a request so that one response lists them all, up to a maximum. */
public final class ValidationErrors {

    /** The most errors that a response lists, so that a body with a million errors does not cause a response with a million. */
    static final int MOST = 100;

    private final List<FieldError> found = new ArrayList<>();
    private int count;

    public ValidationErrors add(String pointer, String code, String message) {
        count++;
        if (found.size() < MOST) {
            found.add(new FieldError(pointer, code, message));
        }
        return this;
    }

    /** Whether it contains as many errors as a response lists. */
    public boolean isFull() {
        return found.size() >= MOST;
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** @throws ProblemException if there are any errors */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw problem();
        }
    }

    /** Whether one of the errors concerns this value or an object or list that contains it. */
    boolean mention(String pointer) {
        return found.stream()
                .map(FieldError::pointer)
                .anyMatch(known -> pointer.equals(known) || pointer.startsWith(known + "/"));
    }

    /**
     * Reports the errors as violations of a constraint of the object that their pointers start at.
     *
     * @return whether there are none
     */
    public boolean reportTo(ConstraintValidatorContext context) {
        context.disableDefaultConstraintViolation();
        HibernateConstraintValidatorContext violations = context.unwrap(HibernateConstraintValidatorContext.class);
        found.forEach(error -> violations
                .withDynamicPayload(error)
                .addMessageParameter(FieldError.PARAMETER, error)
                .buildConstraintViolationWithTemplate("{" + FieldError.PARAMETER + "}")
                .addConstraintViolation());
        return found.isEmpty();
    }

    /** The collected errors as one problem. */
    public ProblemException problem() {
        return problem(Problems.INVALID);
    }

    ProblemException problem(ProblemType type) {
        return new ProblemException(
                type, count == 1 ? found.getFirst().message() : count + " values are invalid", found);
    }
}
