package io.checkoutsuite.inventory.imports;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One JSON object a line. A field that is null counts as absent; one that nobody knows is skipped. */
final class NdjsonParser implements LineParser {

    private final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Override
    public Fields parse(String line) {
        JsonNode read;
        try {
            read = json.readTree(line);
        } catch (JacksonException notJson) {
            return Fields.unreadable("malformed", "The line is not JSON");
        }
        if (!read.isObject()) {
            return Fields.unreadable("malformed", "The line is not a JSON object");
        }
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : read.properties()) {
            if (StockLine.FIELDS.contains(field.getKey()) && !field.getValue().isNull()) {
                if (!field.getValue().isValueNode()) {
                    return Fields.unreadable("malformed", field.getKey() + " is not a single value");
                }
                values.put(field.getKey(), field.getValue().asString());
            }
        }
        return new Fields.Named(values);
    }
}
