package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.jspecify.annotations.Nullable;

/** Stores {@code _id} values in MongoDB's order; equal numbers of different types are the same key. */
final class BsonValueType extends BasicDataType<Object> {
    private static final String ONLY_FIELD = "";

    @Override
    public int compare(Object left, Object right) {
        return ValueComparator.ascWithoutListHandling().compare(left, right);
    }

    @Override
    public int getMemory(Object value) {
        return Bson.heapSize(value);
    }

    @Override
    public void write(WriteBuffer to, Object value) {
        @Nullable Object stored = value instanceof Missing ? null : value;
        Bson.write(to, new Document().append(ONLY_FIELD, stored));
    }

    @Override
    public Object read(ByteBuffer from) {
        return Missing.ofNullable(Bson.read(from).get(ONLY_FIELD));
    }

    @Override
    public Object[] createStorage(int size) {
        return new Object[size];
    }
}
