package io.checkoutsuite.web.imports;

import io.checkoutsuite.web.problem.ValidationErrors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/** Parses one JSON object per line. */
final class NdjsonParser implements LineParser {

    private final ObjectReader trees;

    /** @param trees reads one complete tree */
    NdjsonParser(ObjectReader trees) {
        this.trees = trees;
    }

    @Override
    public JsonNode parse(String line) {
        JsonNode read = trees.readTree(line);
        if (!read.isObject()) {
            throw new ValidationErrors()
                    .add("", "malformed", "The line is not a JSON object")
                    .problem();
        }
        return read;
    }
}
