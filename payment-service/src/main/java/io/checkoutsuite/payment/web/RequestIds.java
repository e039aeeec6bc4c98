package io.checkoutsuite.payment.web;

import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;

/** The format of ids. */
final class RequestIds {

    static final String PATTERN = "[\\w.:-]{1,64}";
    static final String RULE = "must have 1 to 64 letters, digits or . : _ -";

    private RequestIds() {}

    /** @throws ProblemException 400 if it is not a valid request id */
    static String requestId(String given) {
        if (!given.matches(PATTERN)) {
            throw new ProblemException(
                    Problems.MALFORMED, new FieldError("path:requestId", "malformed", "requestId " + RULE));
        }
        return given;
    }
}
