package io.checkoutsuite.payment.stripe;

import io.checkoutsuite.text.BoundedJson;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the members of responses that are needed, and nothing else. */
final class StripeJson {

    private static final JsonMapper JSON = BoundedJson.mapper().build();
    private static final int LONGEST_TEXT = 500;
    private static final int MOST_ELEMENTS = 100;

    private StripeJson() {}

    /** @throws StripeFormatException if it is not a JSON object */
    static JsonNode object(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (JacksonException malformed) {
            // Its message quotes the response.
        }
        throw new StripeFormatException("the JSON object");
    }

    /** @throws StripeFormatException if it is not a text of a usual length */
    static String text(JsonNode json, String name) {
        return text(json, name, LONGEST_TEXT);
    }

    /** @throws StripeFormatException if it is not a text, or longer */
    static String text(JsonNode json, String name, int longest) {
        JsonNode value = json.path(name);
        if (!value.isString() || value.stringValue().length() > longest) {
            throw new StripeFormatException(name);
        }
        return value.stringValue();
    }

    /** @throws StripeFormatException if it is not a whole number from 0 */
    static long number(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw new StripeFormatException(name);
        }
        return value.longValue();
    }

    /** @throws StripeFormatException if it is not a list of at most a page */
    static List<JsonNode> list(JsonNode json, String name) {
        JsonNode values = json.path(name);
        if (!values.isArray() || values.size() > MOST_ELEMENTS) {
            throw new StripeFormatException(name);
        }
        return StreamSupport.stream(values.spliterator(), false).toList();
    }
}
