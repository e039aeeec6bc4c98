package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of values as bytes that have the values' order: comparing two keys byte by byte, unsigned, gives the order in which MongoDB
 * sorts their values (its page "Comparison/Sort Order"). Equal numbers of different types are the same key, and so are null and a missing value.
 * No encoded value is the beginning of another.
 */
final class OrderedKey {
    static final OrderedKey EMPTY = new OrderedKey(new byte[0]);

    private static final byte END = 0;
    private static final byte MIN_KEY = 1;
    private static final byte NULL = 2;
    private static final byte NUMBER = 3;
    private static final byte STRING = 4;
    private static final byte DOCUMENT = 5;
    private static final byte ARRAY = 6;
    private static final byte BINARY = 7;
    private static final byte LEGACY_UUID = 8;
    private static final byte STANDARD_UUID = 9;
    private static final byte OBJECT_ID = 10;
    private static final byte BOOLEAN = 11;
    private static final byte DATE = 12;
    private static final byte TIMESTAMP = 13;
    private static final byte REGULAR_EXPRESSION = 14;
    private static final byte MAX_KEY = 15;
    private static final byte ABOVE_ALL = (byte) 0xFF;

    // Stands before the bytes 0 and 1 within a text, which are stored as 1 and 2, so that 0 is only the end of the
    // text.
    private static final byte ESCAPE = 1;

    private final byte[] bytes;

    private OrderedKey(byte[] bytes) {
        this.bytes = bytes;
    }

    static OrderedKey of(Iterable<? extends @Nullable Object> values) {
        Writer writer = new Writer();
        values.forEach(writer::value);
        return new OrderedKey(writer.written());
    }

    static byte[] bytesOf(@Nullable Object value) {
        Writer writer = new Writer();
        writer.value(value);
        return writer.written();
    }

    OrderedKey and(@Nullable Object value) {
        return new OrderedKey(concatenated(bytes, bytesOf(value)));
    }

    byte[] bytes() {
        return bytes;
    }

    /** The end of the range of keys that begin with these values. */
    byte[] end() {
        return concatenated(bytes, ABOVE_ALL);
    }

    /** The beginning of the range of keys that begin with these values and continue with one that is not null. */
    byte[] startOfNotNull() {
        return concatenated(bytes, NULL, ABOVE_ALL);
    }

    /** A key that is below those of all values. */
    static byte[] belowAll() {
        return new byte[] {END};
    }

    static byte[] concatenated(byte[] first, byte... second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static final class Writer {
        private ByteBuffer buffer = ByteBuffer.allocate(48);

        byte[] written() {
            return Arrays.copyOf(buffer.array(), buffer.position());
        }

        private ByteBuffer room(int count) {
            if (buffer.remaining() < count) {
                byte[] larger = Arrays.copyOf(buffer.array(), 2 * buffer.capacity() + count);
                buffer = ByteBuffer.wrap(larger).position(buffer.position());
            }
            return buffer;
        }

        void value(@Nullable Object value) {
            byte type = type(value);
            room(1).put(type);
            content(value);
        }

        private static byte type(@Nullable Object value) {
            return switch (value) {
                case null -> NULL;
                case Missing ignored -> NULL;
                case MinKey ignored -> MIN_KEY;
                case Number ignored -> NUMBER;
                case String ignored -> STRING;
                case Map<?, ?> ignored -> DOCUMENT;
                case Collection<?> ignored -> ARRAY;
                case BinData ignored -> BINARY;
                case LegacyUUID ignored -> LEGACY_UUID;
                case UUID ignored -> STANDARD_UUID;
                case ObjectId ignored -> OBJECT_ID;
                case Boolean ignored -> BOOLEAN;
                case Instant ignored -> DATE;
                case BsonTimestamp ignored -> TIMESTAMP;
                case BsonRegularExpression ignored -> REGULAR_EXPRESSION;
                case MaxKey ignored -> MAX_KEY;
                default ->
                    throw new IllegalArgumentException(
                            "cannot index a " + value.getClass().getSimpleName());
            };
        }

        private void content(@Nullable Object value) {
            switch (value) {
                case Number number -> number(number);
                case String text -> text(text);
                case Map<?, ?> document -> document(document);
                case Collection<?> array -> {
                    array.forEach(this::value);
                    room(1).put(END);
                }
                case BinData binary -> {
                    byte[] data = binary.getData();
                    room(Integer.BYTES + data.length).putInt(data.length).put(data);
                }
                case LegacyUUID uuid -> uuid(uuid.getUuid());
                case UUID uuid -> uuid(uuid);
                case ObjectId id -> {
                    byte[] data = id.toByteArray();
                    room(data.length).put(data);
                }
                case Boolean truth -> room(1).put((byte) (truth ? 1 : 0));
                case Instant date -> room(Long.BYTES).putLong(date.toEpochMilli() ^ Long.MIN_VALUE);
                case BsonTimestamp timestamp -> room(Long.BYTES).putLong(timestamp.getValue());
                case BsonRegularExpression pattern -> {
                    text(pattern.getPattern());
                    text(String.valueOf(pattern.getOptions()));
                }
                case null, default -> {
                    // Its type says all.
                }
            }
        }

        /** As a double whose bits have the order of the numbers, and what a long is greater or less than that double. */
        private void number(Number number) {
            double rounded = number.doubleValue() == 0 ? 0 : number.doubleValue();
            long bits = Double.doubleToLongBits(rounded);
            room(Long.BYTES).putLong(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
            int rest = number instanceof Long exact ? (int) (exact - (long) rounded) : 0;
            room(Short.BYTES).putShort((short) (rest ^ Short.MIN_VALUE));
        }

        private void uuid(UUID uuid) {
            room(2 * Long.BYTES).putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
        }

        private void text(String text) {
            for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
                if (each == END || each == ESCAPE) {
                    room(2).put(ESCAPE).put((byte) (each + 1));
                } else {
                    room(1).put(each);
                }
            }
            room(1).put(END);
        }

        private void document(Map<?, ?> document) {
            document.forEach((name, value) -> {
                room(1).put(type(value));
                text(String.valueOf(name));
                content(value);
            });
            room(1).put(END);
        }
    }
}
