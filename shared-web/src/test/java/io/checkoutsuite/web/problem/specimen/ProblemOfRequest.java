package io.checkoutsuite.web.problem.specimen;

import io.checkoutsuite.web.http.specimen.RequestOfProblem;

/** Breaks the rule that problems depend on no other package, and closes the cycle. */
public record ProblemOfRequest(RequestOfProblem request) {}
