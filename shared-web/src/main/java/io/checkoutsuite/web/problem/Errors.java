package io.checkoutsuite.web.problem;

import java.util.ArrayList;
import java.util.List;

/** Collects every refused value of a request, so that the caller hears of all at once. */
public final class Errors {

    private final List<FieldError> found = new ArrayList<>();

    public Errors add(String pointer, String code, String message) {
        found.add(new FieldError(pointer, code, message));
        return this;
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** @throws ProblemException if anything was collected */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw problem();
        }
    }

    /** What was collected, as one problem. */
    public ProblemException problem() {
        return new ProblemException(
                Problems.INVALID,
                found.size() == 1 ? found.getFirst().message() : found.size() + " values are not allowed",
                found);
    }
}
