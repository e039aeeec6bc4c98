package io.checkoutsuite.order.web;

import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.util.MultiValueMap;

/** A filter that is passed over would answer more than was asked for, so an unknown one is refused. */
final class ListParameters {

    private static final Set<String> OF_EVERY_LIST = Set.of("limit", "after");

    private ListParameters() {}

    /** @throws ProblemException 400 that names every parameter that is not one of the filters */
    static void requireKnown(MultiValueMap<String, String> sent, String... filters) {
        Collection<String> known = Set.of(filters);
        List<FieldError> unknown = sent.keySet().stream()
                .filter(name -> !known.contains(name) && !OF_EVERY_LIST.contains(name))
                .sorted()
                .map(name -> new FieldError("query:" + name, "unknown", "There is no filter " + name))
                .toList();
        if (!unknown.isEmpty()) {
            throw new ProblemException(Problems.MALFORMED, unknown.getFirst().message(), unknown);
        }
    }
}
