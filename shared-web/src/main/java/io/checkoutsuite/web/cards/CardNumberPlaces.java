package io.checkoutsuite.web.cards;

import io.checkoutsuite.web.problem.Errors;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where in a JSON document card numbers are: values, numbers and names alike, whether anybody reads them or not. */
public final class CardNumberPlaces {

    private static final String CODE = "card-number";

    private static final byte OTHER = 0;
    private static final byte SEPARATOR = 1;
    private static final byte DIGIT = 2;
    private static final byte ESCAPE = 3;

    /**
     * What each byte of UTF-8 may be in a card number; one that begins a character outside ASCII may be a digit, and its others are nothing.
     * A quotation mark that is not escaped ends the text.
     */
    private static final byte[] KINDS = kinds();

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        Arrays.fill(kinds, 0, 0x80, SEPARATOR);
        Arrays.fill(kinds, 'A', 'Z' + 1, OTHER);
        Arrays.fill(kinds, 'a', 'z' + 1, OTHER);
        kinds['"'] = OTHER;
        Arrays.fill(kinds, '0', '9' + 1, DIGIT);
        Arrays.fill(kinds, 0x80, 0xC0, SEPARATOR);
        Arrays.fill(kinds, 0xC0, 0x100, DIGIT);
        kinds['\\'] = ESCAPE;
        return kinds;
    }

    private final JsonMapper json;

    CardNumberPlaces(JsonMapper json) {
        this.json = json;
    }

    /**
     * Looks through a body; one that is not JSON is left to whoever reads it.
     *
     * @throws ProblemException 422 with the place of each card number; 400 if the body has another encoding than UTF-8, which readers of
     *     JSON detect by themselves
     */
    void requireNone(byte[] body) {
        if (isOtherEncoding(body)) {
            throw notUtf8("");
        }
        if (!mayHoldOne(body)) {
            return;
        }
        Errors errors = new Errors();
        try (JsonParser parser = json.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null && !errors.isFull(); token = parser.nextToken()) {
                boolean text = token == JsonToken.PROPERTY_NAME || token.isScalarValue();
                if (text && CardNumbers.isIn(parser.getString())) {
                    add(pointer(parser.streamReadContext()), errors);
                }
            }
        } catch (JacksonException notJson) {
            // What was found up to there counts.
        }
        errors.throwIfAny();
    }

    /**
     * Looks through a line of an import.
     *
     * @throws ProblemException 422 with the place of each card number
     */
    public static void requireNone(JsonNode document) {
        Errors errors = new Errors();
        collect("", document, errors);
        errors.throwIfAny();
    }

    private static void collect(String place, JsonNode node, Errors errors) {
        if (node.isValueNode()) {
            if (CardNumbers.isIn(node.asString(""))) {
                add(place, errors);
            }
            return;
        }
        int index = 0;
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String name = segment(member.getKey());
            if (CardNumbers.isIn(member.getKey())) {
                add(place + name, errors);
            }
            collect(place + name, member.getValue(), errors);
        }
        for (JsonNode element : node.isArray() ? node : List.<JsonNode>of()) {
            collect(place + "/" + index++, element, errors);
        }
    }

    static void add(String place, Errors errors) {
        errors.add(
                place,
                CODE,
                "A card number is not accepted: send the gateway's token for it, and only where a token belongs");
    }

    static ProblemException notUtf8(String place) {
        return new ProblemException(
                Problems.MALFORMED, new FieldError(place, "undecodable", "Bodies are JSON in UTF-8, and nothing else"));
    }

    /** JSON in UTF-16 or UTF-32 has zero bytes, since its brackets and quotes are ASCII; in UTF-8 it has none. */
    private static boolean isOtherEncoding(byte[] body) {
        if (body.length > 1
                && (body[0] == (byte) 0xFE && body[1] == (byte) 0xFF
                        || body[0] == (byte) 0xFF && body[1] == (byte) 0xFE)) {
            return true;
        }
        for (byte next : body) {
            if (next == 0) {
                return true;
            }
        }
        return false;
    }

    /** A digit, or what may be one, thirteen times with nothing between but what may separate them. */
    private static boolean mayHoldOne(byte[] body) {
        int run = 0;
        for (byte next : body) {
            switch (KINDS[next & 0xFF]) {
                case DIGIT -> {
                    if (++run == CardNumbers.SHORTEST) {
                        return true;
                    }
                }
                case ESCAPE -> {
                    return true;
                }
                case OTHER -> run = 0;
                default -> {}
            }
        }
        return false;
    }

    private static String pointer(TokenStreamContext context) {
        StringBuilder pointer = new StringBuilder();
        for (TokenStreamContext at = context; at != null && !at.inRoot(); at = at.getParent()) {
            pointer.insert(0, at.inArray() ? "/" + at.getCurrentIndex() : segment(String.valueOf(at.currentName())));
        }
        return pointer.toString();
    }

    /** A card number may also be sent as a name, which no answer repeats. */
    private static String segment(String name) {
        return CardNumbers.isIn(name) ? "/?" : "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
