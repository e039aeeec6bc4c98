package io.checkoutsuite.web.http.specimen;

import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.web.problem.specimen.ProblemOfRequest;

/** Breaks the rules that only operators' calls know messaging and that packages have no cycle. */
public record RequestOfProblem(OutboxEntry entry, ProblemOfRequest problem) {}
