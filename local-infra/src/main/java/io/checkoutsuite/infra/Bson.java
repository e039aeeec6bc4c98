package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.h2.mvstore.WriteBuffer;
import org.jspecify.annotations.Nullable;

/** Documents to bytes and back, in the encoding they travel in. */
final class Bson {
    private static final int POINTER_AND_HEADER = 24;
    private static final int MAP_ENTRY = 56;

    private Bson() {}

    static void write(WriteBuffer to, Document document) {
        ByteBuf bytes = Unpooled.buffer(512);
        BsonEncoder.encodeDocument(document, bytes);
        to.put(bytes.nioBuffer());
    }

    static Document read(ByteBuffer from) {
        ByteBuf bytes = Unpooled.wrappedBuffer(from);
        Document document = BsonDecoder.decodeBson(bytes);
        from.position(from.position() + bytes.readerIndex());
        return document;
    }

    /** Bytes on the heap, roughly: the store's page cache counts with it. */
    static int heapSize(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case String text -> POINTER_AND_HEADER + 24 + text.length();
            case Map<?, ?> map ->
                map.values().stream().mapToInt(Bson::heapSize).sum() + POINTER_AND_HEADER + MAP_ENTRY * map.size();
            case Collection<?> values ->
                values.stream().mapToInt(Bson::heapSize).sum() + POINTER_AND_HEADER + 8 * values.size();
            default -> POINTER_AND_HEADER;
        };
    }
}
