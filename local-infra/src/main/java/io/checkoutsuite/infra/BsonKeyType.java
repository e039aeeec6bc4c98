package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Objects;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Stores and orders the keys of unique indexes; a key has one value per indexed field. */
final class BsonKeyType extends BasicDataType<KeyValue> {
    private static final String ONLY_FIELD = "";

    @Override
    public int compare(KeyValue left, KeyValue right) {
        for (int field = 0; field < Math.min(left.size(), right.size()); field++) {
            int order = ValueComparator.ascWithoutListHandling().compare(left.get(field), right.get(field));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    @Override
    public int getMemory(KeyValue key) {
        return Bson.heapSize(key.stream().toList());
    }

    @Override
    public void write(WriteBuffer to, KeyValue key) {
        Bson.write(to, new Document(ONLY_FIELD, key.stream().toList()));
    }

    @Override
    public KeyValue read(ByteBuffer from) {
        Object values = Objects.requireNonNull(Bson.read(from).get(ONLY_FIELD));
        return new KeyValue((Collection<?>) values);
    }

    @Override
    public KeyValue[] createStorage(int size) {
        return new KeyValue[size];
    }
}
