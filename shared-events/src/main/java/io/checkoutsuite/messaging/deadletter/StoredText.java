package io.checkoutsuite.messaging.deadletter;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Converts arbitrary bytes and names to text that is short, printable, and safe to store, index and log. */
final class StoredText {

    private static final int LONGEST_FIELD = 300;
    private static final int LONGEST_HEADER = 4_000;
    private static final String CUT = "…";
    static final String BASE64 = "base64:";

    private StoredText() {}

    /** Empty if the bytes are not UTF-8. */
    static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The value of a header. */
    static String of(byte[] bytes) {
        return printable(utf8(bytes).orElseGet(() -> BASE64 + base64(bytes)), LONGEST_HEADER);
    }

    /** A field by which dead letters are found; null if there is no such header. */
    static @Nullable String field(byte @Nullable [] bytes) {
        return bytes == null ? null : printable(utf8(bytes).orElseGet(() -> BASE64 + base64(bytes)), LONGEST_FIELD);
    }

    static String printable(String text) {
        return printable(text, LONGEST_FIELD);
    }

    /** Cuts the text to the length and escapes characters that screens, logs or documents cannot show or store. */
    static String printable(String text, int longest) {
        StringBuilder printable = new StringBuilder(Math.min(text.length(), longest));
        for (int at = 0; at < text.length(); ) {
            if (printable.length() >= longest) {
                return printable.append(CUT).toString();
            }
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            boolean line = character == '\n' || character == '\t';
            boolean fine = line
                    || !Character.isISOControl(character)
                            && Character.getType(character) != Character.SURROGATE
                            && Character.getType(character) != Character.UNASSIGNED;
            if (fine) {
                printable.appendCodePoint(character);
            } else {
                printable.append("\\u%04x".formatted(character));
            }
        }
        return printable.toString();
    }
}
