package io.checkoutsuite.inventory.web;

import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.util.Map;
import java.util.Set;

/** What a list can be asked with; a misspelt filter would show everything. */
final class Filters {

    private Filters() {}

    /** @throws ProblemException 400 if anything else was asked with */
    static void require(Map<String, String> asked, String... known) {
        asked.keySet().stream()
                .filter(filter -> !Set.of(known).contains(filter))
                .findFirst()
                .ifPresent(filter -> {
                    throw new ProblemException(
                            Problems.MALFORMED,
                            new FieldError("query:" + filter, "unknown", "There is no filter " + filter));
                });
    }
}
