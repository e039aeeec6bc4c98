package io.checkoutsuite.inventory.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The lines of a file, one at a time: neither the file nor one endless line of it is ever in memory. */
final class NumberedLines {

    static final int LONGEST = 16 * 1024;

    private final Reader text;
    private long number;

    NumberedLines(InputStream bytes) {
        this.text = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8), LONGEST);
    }

    /** @param tooLong what was too much of it is left out */
    record NumberedLine(long number, String text, boolean tooLong) {

        boolean isBlank() {
            return text.isBlank();
        }
    }

    /** Null at the end. */
    @Nullable
    NumberedLine next() throws IOException {
        StringBuilder line = new StringBuilder();
        boolean tooLong = false;
        int next = text.read();
        if (next < 0) {
            return null;
        }
        for (; next >= 0 && next != '\n'; next = text.read()) {
            if (line.length() < LONGEST) {
                line.append((char) next);
            } else {
                tooLong = true;
            }
        }
        if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        return new NumberedLine(++number, line.toString(), tooLong);
    }
}
