package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.h2.mvstore.WriteBuffer;
import org.jspecify.annotations.Nullable;

/** Encodes documents as BSON, the format of the wire protocol, and decodes them. */
final class Bson {
    private static final int MIN_DOCUMENT_BYTES = 5;
    private static final int POINTER_AND_HEADER = 24;
    private static final int MAP_ENTRY = 56;

    private Bson() {}

    static void write(WriteBuffer to, Document document) {
        Optional<byte[]> unreadable = UnreadableDocument.bytes(document);
        if (unreadable.isPresent()) {
            to.put(unreadable.get());
            return;
        }
        ByteBuf bytes = Unpooled.buffer(512);
        BsonEncoder.encodeDocument(document, bytes);
        to.put(bytes.nioBuffer());
    }

    /** @throws IllegalArgumentException if the bytes are not a BSON document */
    static Document read(ByteBuffer from) {
        ByteBuf bytes = Unpooled.wrappedBuffer(from);
        Document document = BsonDecoder.decodeBson(bytes);
        from.position(from.position() + bytes.readerIndex());
        return document;
    }

    /** Returns an {@link UnreadableDocument} if only this document is corrupt, so that the rest of the page and the file stay readable. */
    static Document readOrSubstitute(ByteBuffer from) {
        int start = from.position();
        try {
            return read(from);
        } catch (RuntimeException | StackOverflowError broken) {
            int length = Integer.reverseBytes(from.getInt(start));
            if (length < MIN_DOCUMENT_BYTES || length > from.limit() - start) {
                throw broken;
            }
            byte[] bytes = new byte[length];
            from.position(start).get(bytes);
            return UnreadableDocument.of(bytes, broken);
        }
    }

    /** The approximate heap size in bytes; the store's page cache uses it to account for memory. */
    static int heapSize(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case String text -> POINTER_AND_HEADER + 24 + text.length();
            case BinData data -> POINTER_AND_HEADER + data.getData().length;
            case Map<?, ?> map ->
                map.values().stream().mapToInt(Bson::heapSize).sum() + POINTER_AND_HEADER + MAP_ENTRY * map.size();
            case Collection<?> values ->
                values.stream().mapToInt(Bson::heapSize).sum() + POINTER_AND_HEADER + 8 * values.size();
            default -> POINTER_AND_HEADER;
        };
    }
}
