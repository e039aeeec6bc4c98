package io.checkoutsuite.web.imports;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads one line of an import as a JSON object. */
interface LineReader {

    /**
     * Empty for a line that is no value, such as a header.
     *
     * @throws tools.jackson.core.JacksonException if it cannot be read
     */
    Optional<JsonNode> read(String line);
}
