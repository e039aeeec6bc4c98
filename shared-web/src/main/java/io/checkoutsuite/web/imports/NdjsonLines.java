package io.checkoutsuite.web.imports;

import java.util.Optional;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One JSON object a line. */
@RequiredArgsConstructor
final class NdjsonLines implements LineReader {

    private final JsonMapper json;

    @Override
    public Optional<JsonNode> read(String line) {
        return Optional.of(json.readTree(line));
    }
}
