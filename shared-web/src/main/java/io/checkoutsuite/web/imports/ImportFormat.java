package io.checkoutsuite.web.imports;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * The format of the lines of an import.
 *
 * @param columns the columns that a CSV header may name (a.b for a nested field)
 * @param required the columns that it must name and whose cells must not be empty
 * @param maxLineBytes the most bytes of one line
 * @param toValue creates the value; a {@link io.checkoutsuite.web.problem.ProblemException} or a JacksonException rejects the line
 */
public record ImportFormat<V>(
        Set<String> columns, Set<String> required, int maxLineBytes, Function<JsonNode, V> toValue) {

    /** The most bytes of one line, large enough for lines without lists. */
    public static final int DEFAULT_MAX_LINE_BYTES = 16 * 1024;

    public ImportFormat {
        columns = Set.copyOf(columns);
        required = Set.copyOf(required);
    }

    /** The required columns that are not in a header, in alphabetical order. */
    List<String> missingIn(List<String> header) {
        return required.stream()
                .filter(column -> !header.contains(column))
                .sorted()
                .toList();
    }
}
