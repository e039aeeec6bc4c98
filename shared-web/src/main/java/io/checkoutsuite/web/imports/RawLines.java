package io.checkoutsuite.web.imports;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the lines of an upload one at a time; neither the whole upload nor an endless line is ever held in memory. */
final class RawLines {

    private static final int BUFFER = 64 * 1024;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream bytes;
    private final int longest;
    private long number;

    /** @param longest the most bytes of one line */
    RawLines(InputStream bytes, int longest) {
        this.bytes = new BufferedInputStream(bytes, BUFFER);
        this.longest = longest;
    }

    /** The content of a line. */
    sealed interface RawLine {

        long number();

        /** @param bytes the length of the line */
        record Text(long number, String text, int bytes) implements RawLine {}

        /** A line that cannot be read as text, and the reason. */
        record Unreadable(long number, String code, String message) implements RawLine {}
    }

    /** The next line, or null at the end. */
    @Nullable
    RawLine next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        boolean tooLong = false;
        int next = bytes.read();
        if (next < 0) {
            return null;
        }
        for (; next >= 0 && next != '\n'; next = bytes.read()) {
            tooLong |= line.size() == longest;
            if (!tooLong) {
                line.write(next);
            }
        }
        number++;
        return tooLong
                ? new RawLine.Unreadable(number, "too-large", "The line has more than " + longest + " bytes")
                : decoded(line.toByteArray());
    }

    private RawLine decoded(byte[] line) {
        int from = number == 1 && startsWithByteOrderMark(line) ? BYTE_ORDER_MARK.length : 0;
        int to = line.length > from && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
        try {
            // A separate decoder, because the default one replaces undecodable bytes with U+FFFD.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, from, to - from))
                    .toString();
            return new RawLine.Text(number, text, line.length);
        } catch (CharacterCodingException otherEncoding) {
            return new RawLine.Unreadable(number, "undecodable", "The line is not UTF-8");
        }
    }

    private static boolean startsWithByteOrderMark(byte[] line) {
        return line.length >= BYTE_ORDER_MARK.length
                && line[0] == BYTE_ORDER_MARK[0]
                && line[1] == BYTE_ORDER_MARK[1]
                && line[2] == BYTE_ORDER_MARK[2];
    }
}
