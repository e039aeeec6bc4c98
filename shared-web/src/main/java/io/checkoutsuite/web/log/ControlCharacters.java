package io.checkoutsuite.web.log;

/**
 * Escapes characters that change how a log is displayed: control characters, line breaks and marks that change the direction of text. Log lines
 * contain text from requests, other services and events, whose authors must not be able to forge lines or move the cursor.
 */
final class ControlCharacters {

    private ControlCharacters() {}

    static String escaped(String text) {
        int at = 0;
        while (at < text.length() && !isDangerous(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, at);
        for (; at < text.length(); at++) {
            append(escaped, text.charAt(at));
        }
        return escaped.toString();
    }

    private static void append(StringBuilder escaped, char next) {
        if (!isDangerous(next)) {
            escaped.append(next);
            return;
        }
        switch (next) {
            case '\n' -> escaped.append("\\n");
            case '\r' -> escaped.append("\\r");
            default -> escaped.append("\\u%04x".formatted((int) next));
        }
    }

    private static boolean isDangerous(char next) {
        return switch (next) {
            case '\t' -> false;
            case '\u2028', '\u2029', '\u061C', '\u200E', '\u200F' -> true;
            default ->
                Character.isISOControl(next)
                        || (next >= '\u202A' && next <= '\u202E')
                        || (next >= '\u2066' && next <= '\u2069');
        };
    }
}
