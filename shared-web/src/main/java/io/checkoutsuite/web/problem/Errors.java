package io.checkoutsuite.web.problem;

import java.util.ArrayList;
import java.util.List;

/** Collects the refused values of a request, so that the caller hears of all at once; of very many the first. */
public final class Errors {

    private final List<FieldError> found = new ArrayList<>();
    private int count;

    public Errors add(String pointer, String code, String message) {
        count++;
        if (found.size() < ProblemAnswer.MOST_ERRORS) {
            found.add(new FieldError(pointer, code, message));
        }
        return this;
    }

    /** Whether as many were collected as an answer shows. */
    public boolean isFull() {
        return found.size() >= ProblemAnswer.MOST_ERRORS;
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
                Problems.INVALID, count == 1 ? found.getFirst().message() : count + " values are not allowed", found);
    }
}
