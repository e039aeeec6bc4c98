package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Encodes documents and single values as BSON, the format of the wire protocol, and decodes them. */
final class Bson {
    private static final int USUAL_BYTES = 1024;
    private static final String ONLY_FIELD = "";

    private Bson() {}

    static byte[] encoded(Document document) {
        ByteBuf bytes = Unpooled.buffer(USUAL_BYTES);
        BsonEncoder.encodeDocument(document, bytes);
        return Arrays.copyOf(bytes.array(), bytes.writerIndex());
    }

    /** @throws RuntimeException if the bytes are not a BSON document */
    static Document decoded(byte[] bytes) {
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes));
    }

    static byte[] encodedValue(@Nullable Object value) {
        return encoded(new Document().append(ONLY_FIELD, value));
    }

    static @Nullable Object decodedValue(byte[] bytes) {
        return decoded(bytes).get(ONLY_FIELD);
    }
}
