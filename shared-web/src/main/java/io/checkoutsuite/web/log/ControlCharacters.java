package io.checkoutsuite.web.log;

/**
 * Makes visible what would change how a log is read: control characters, line ends, and marks that turn the direction of text. A log line
 * holds text of requests, of other services and of events, and whoever wrote that must not be able to write lines or move the cursor.
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

    /** A stack trace keeps the line ends of its frames and causes; a line end in a message is escaped. */
    static String escapedTrace(String trace) {
        StringBuilder escaped = new StringBuilder(trace.length() + 16);
        for (int at = 0; at < trace.length(); at++) {
            char next = trace.charAt(at);
            boolean afterReturn = next == '\r' && at + 1 < trace.length() && trace.charAt(at + 1) == '\n';
            if (afterReturn && isFrame(trace, at + 2)) {
                continue;
            }
            if (next == '\n' && (escaped.isEmpty() || isFrame(trace, at + 1))) {
                escaped.append(next);
            } else {
                append(escaped, next);
            }
        }
        return escaped.toString();
    }

    private static boolean isFrame(String trace, int at) {
        if (at == trace.length()) {
            return true;
        }
        int word = at;
        while (word < trace.length() && trace.charAt(word) == '\t') {
            word++;
        }
        return (word > at && (trace.startsWith("at ", word) || trace.startsWith("... ", word)))
                || (word > at && trace.startsWith("Suppressed: ", word))
                || trace.startsWith("Caused by: ", word)
                || trace.startsWith("Wrapped by: ", word);
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
