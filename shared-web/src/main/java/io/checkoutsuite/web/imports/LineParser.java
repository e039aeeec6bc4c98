package io.checkoutsuite.web.imports;

import tools.jackson.databind.JsonNode;

/** Reads one line of an import as a JSON object. */
@FunctionalInterface
interface LineParser {

    /**
     * Parses the object in the line.
     *
     * @throws tools.jackson.core.JacksonException if it cannot be parsed
     * @throws io.checkoutsuite.web.problem.ProblemException if the error has a code of its own
     */
    JsonNode parse(String line);
}
