package io.checkoutsuite.web.imports;

import tools.jackson.databind.JsonNode;

/** Reads one line of an import as a JSON object. */
@FunctionalInterface
interface LineParser {

    /**
     * The object that stands in the line.
     *
     * @throws tools.jackson.core.JacksonException if there is none
     * @throws io.checkoutsuite.web.problem.ProblemException if it is known what is wrong with it
     */
    JsonNode parse(String line);
}
