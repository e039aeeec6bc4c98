package io.checkoutsuite.web.http;

import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Checks the query parameters of a list. An unknown one is refused: its sender would mistake the unfiltered result for a filtered one. */
public final class QueryParameters {

    private static final Set<String> OF_EVERY_LIST = Set.of("limit", "after");

    private QueryParameters() {}

    /**
     * @param known the list's own parameters, besides {@code limit} and {@code after}, which every list has
     * @throws ProblemException 400 if any name is unknown; lists each unknown name
     */
    public static void requireKnown(Collection<String> asked, Set<String> known) {
        List<FieldError> unknown = asked.stream()
                .filter(name -> !known.contains(name) && !OF_EVERY_LIST.contains(name))
                .sorted()
                .map(name -> new FieldError("query:" + name, "unknown-filter", "There is no filter " + name))
                .toList();
        if (!unknown.isEmpty()) {
            throw new ProblemException(Problems.MALFORMED, unknown.getFirst().message(), unknown);
        }
    }
}
