package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.BsonConstants;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rejects documents that MongoDB would not store. The library alone would store them and then be unable to read them. */
final class BsonLimits {
    static final int MAX_DOCUMENT_BYTES = BsonConstants.MAX_BSON_OBJECT_SIZE;
    static final int MAX_NESTING = 100;

    private static final int INSERT_TOO_LARGE = 10334;
    private static final int UPDATE_TOO_LARGE = 17419;
    private static final int UPSERT_TOO_LARGE = 17420;
    private static final int OVERFLOW = 15;

    private static final int LENGTH_AND_END = 5;
    private static final int TYPE_AND_NAME_END = 2;

    private BsonLimits() {}

    static void checkInsert(Document document) {
        check(document, INSERT_TOO_LARGE, "BSONObjectTooLarge", "object to insert too large");
    }

    static void checkUpsert(Document document) {
        check(document, UPSERT_TOO_LARGE, "Location17420", "Document to upsert is too large");
    }

    static void checkUpdate(Document document) {
        check(document, UPDATE_TOO_LARGE, "Location17419", "Resulting document after update is too large");
    }

    private static void check(Document document, int code, String name, String message) {
        long size = size(document, 1);
        if (size > MAX_DOCUMENT_BYTES) {
            throw new MongoServerError(
                    code, name, message + ". size in bytes: " + size + ", max size: " + MAX_DOCUMENT_BYTES);
        }
    }

    /** The size of a document in BSON, in bytes. */
    static long size(Map<String, ?> document) {
        return size(document, 1);
    }

    private static long size(Map<String, ?> document, int depth) {
        requireDepth(depth);
        long size = LENGTH_AND_END;
        for (Map.Entry<String, ?> field : document.entrySet()) {
            size += TYPE_AND_NAME_END + utf8(field.getKey()) + sizeOf(field.getValue(), depth);
        }
        return size;
    }

    private static long size(Collection<?> array, int depth) {
        requireDepth(depth);
        long size = LENGTH_AND_END;
        int index = 0;
        for (@Nullable Object element : array) {
            size += TYPE_AND_NAME_END + digits(index++) + sizeOf(element, depth);
        }
        return size;
    }

    private static void requireDepth(int depth) {
        if (depth > MAX_NESTING) {
            throw new MongoServerError(
                    OVERFLOW,
                    "Overflow",
                    "cannot store document because it exceeds " + MAX_NESTING + " levels of nesting");
        }
    }

    @SuppressWarnings("unchecked")
    private static long sizeOf(@Nullable Object value, int depth) {
        return switch (value) {
            case null -> 0;
            case Map<?, ?> document -> size((Map<String, ?>) document, depth + 1);
            case Collection<?> array -> size(array, depth + 1);
            case String text -> LENGTH_AND_END + utf8(text);
            case Boolean ignored -> 1;
            case Integer ignored -> Integer.BYTES;
            case Decimal128 ignored -> 2 * Long.BYTES;
            case ObjectId ignored -> BsonConstants.LENGTH_OBJECTID;
            case BinData data -> LENGTH_AND_END + data.getData().length;
            case UUID ignored -> LENGTH_AND_END + BsonConstants.LENGTH_UUID;
            case LegacyUUID ignored -> LENGTH_AND_END + BsonConstants.LENGTH_UUID;
            case BsonRegularExpression pattern ->
                2 + utf8(pattern.getPattern()) + utf8(String.valueOf(pattern.getOptions()));
            case BsonJavaScript script -> LENGTH_AND_END + utf8(script.getCode());
            case MinKey ignored -> 0;
            case MaxKey ignored -> 0;
            default -> Long.BYTES;
        };
    }

    private static int digits(int number) {
        return number < 10
                ? 1
                : number < 100 ? 2 : number < 1000 ? 3 : String.valueOf(number).length();
    }

    /** Computes the length without encoding the text, because it is called on every write. */
    private static long utf8(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x800) {
                if (!Character.isSurrogate(c)) {
                    bytes += 2;
                } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    bytes += 2;
                    i++;
                }
            } else if (c >= 0x80) {
                bytes++;
            }
        }
        return bytes;
    }
}
