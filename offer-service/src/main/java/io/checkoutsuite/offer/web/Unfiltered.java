package io.checkoutsuite.offer.web;

import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists that come whole: a filter would be passed over and answer more than was asked for, so it is refused. */
final class Unfiltered {

    private static final Set<String> PAGING = Set.of("limit", "after");

    private Unfiltered() {}

    /** @throws ProblemException 400 that names every parameter but limit and after */
    static void require(Map<String, String> sent) {
        List<FieldError> unknown = sent.keySet().stream()
                .filter(name -> !PAGING.contains(name))
                .sorted()
                .map(name -> new FieldError("query:" + name, "unknown", "There is no filter " + name))
                .toList();
        if (!unknown.isEmpty()) {
            throw new ProblemException(Problems.MALFORMED, unknown.getFirst().message(), unknown);
        }
    }
}
