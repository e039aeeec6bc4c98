package io.checkoutsuite.offer.web;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A body read line by line, never more of it than one line of bounded length. */
final class Lines {

    private static final int LONGEST = 1024 * 1024;

    private final InputStream body;
    private long number;

    Lines(InputStream body) {
        this.body = new BufferedInputStream(body, 64 * 1024);
    }

    /** @param tooLong the text is cut off */
    record Line(long number, String text, boolean tooLong) {}

    /** The next line that is not blank; null at the end. */
    @Nullable
    Line next() throws IOException {
        for (Line line = read(); line != null; line = read()) {
            if (!line.text().isBlank()) {
                return line;
            }
        }
        return null;
    }

    private @Nullable Line read() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream(512);
        boolean tooLong = false;
        int next = body.read();
        if (next < 0) {
            return null;
        }
        for (; next >= 0 && next != '\n'; next = body.read()) {
            tooLong |= text.size() == LONGEST;
            if (!tooLong) {
                text.write(next);
            }
        }
        number++;
        return new Line(number, text.toString(StandardCharsets.UTF_8), tooLong);
    }
}
