package io.checkoutsuite.web.problem;

import java.util.ArrayList;
import java.util.List;

/** Collects the invalid values of a request so that one response lists them all, up to a maximum. */
public final class ValidationErrors {

    private final List<FieldError> found = new ArrayList<>();
    private int count;

    public ValidationErrors add(String pointer, String code, String message) {
        count++;
        if (found.size() < ProblemResponses.MOST_ERRORS) {
            found.add(new FieldError(pointer, code, message));
        }
        return this;
    }

    /** Whether it contains as many errors as a response lists. */
    public boolean isFull() {
        return found.size() >= ProblemResponses.MOST_ERRORS;
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

    /** The collected errors as one problem. */
    public ProblemException problem() {
        return problem(Problems.INVALID);
    }

    ProblemException problem(ProblemType type) {
        return new ProblemException(
                type, count == 1 ? found.getFirst().message() : count + " values are invalid", found);
    }
}
