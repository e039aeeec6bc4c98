package io.checkoutsuite.web.cards;

import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import io.checkoutsuite.web.problem.ValidationErrors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds card numbers and security codes in a JSON document: in strings, numbers and names, whether the endpoint uses them or not. */
public final class CardNumberScanner {

    private static final String CARD_NUMBER = "card-number";
    private static final String SECURITY_CODE = "card-security-code";

    private static final byte OTHER = 0;
    private static final byte SEPARATOR = 1;
    private static final byte DIGIT = 2;
    private static final byte ESCAPE = 3;

    /**
     * The role that each UTF-8 byte may have in a card number. The first byte of a non-ASCII character may be a digit; its other bytes are
     * ignored. An unescaped quotation mark ends the text.
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

    CardNumberScanner(JsonMapper json) {
        this.json = json;
    }

    /**
     * Scans a body; one that is not JSON is left to its reader.
     *
     * @throws ProblemException 422 with the location of each card number and security code; 400 if the body is not in UTF-8, because JSON readers
     *     detect other encodings by themselves
     */
    void requireNone(byte[] body) {
        if (isOtherEncoding(body)) {
            throw notUtf8("");
        }
        if (!mayContainCardNumber(body) && !SecurityCodes.mayBeNamedIn(body)) {
            return;
        }
        ValidationErrors errors = new ValidationErrors();
        try (JsonParser parser = json.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null && !errors.isFull(); token = parser.nextToken()) {
                boolean text = token == JsonToken.PROPERTY_NAME || token.isScalarValue();
                if (text && CardNumbers.isIn(parser.getString())) {
                    add(pointer(parser.streamReadContext()), errors);
                }
                if (token == JsonToken.PROPERTY_NAME && SecurityCodes.isNamedBy(parser.getString())) {
                    addSecurityCode(pointer(parser.streamReadContext()), errors);
                }
            }
        } catch (JacksonException notJson) {
            // The card numbers found so far count.
        }
        errors.throwIfAny();
    }

    /**
     * Scans a line of an import.
     *
     * @throws ProblemException 422 with the location of each card number and security code
     */
    public static void requireNone(JsonNode document) {
        ValidationErrors errors = new ValidationErrors();
        collect("", document, errors);
        errors.throwIfAny();
    }

    private static void collect(String place, JsonNode node, ValidationErrors errors) {
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
            if (SecurityCodes.isNamedBy(member.getKey())) {
                addSecurityCode(place + name, errors);
            }
            collect(place + name, member.getValue(), errors);
        }
        for (JsonNode element : node.isArray() ? node : List.<JsonNode>of()) {
            collect(place + "/" + index++, element, errors);
        }
    }

    static void add(String place, ValidationErrors errors) {
        errors.add(
                place,
                CARD_NUMBER,
                "Card numbers are not accepted: send the gateway's token instead, and only in a field for tokens");
    }

    static void addSecurityCode(String place, ValidationErrors errors) {
        errors.add(
                place,
                SECURITY_CODE,
                "Security codes of cards are not accepted: the gateway's own form in the browser asks for them");
    }

    static ProblemException notUtf8(String place) {
        return new ProblemException(
                Problems.MALFORMED, new FieldError(place, "undecodable", "The body must be JSON in UTF-8"));
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

    /** Whether there are thirteen possible digits with nothing but possible separators in between. */
    private static boolean mayContainCardNumber(byte[] body) {
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

    /** Masks a name that contains a card number, so that no response repeats it. */
    private static String segment(String name) {
        return CardNumbers.isIn(name) ? "/?" : "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
