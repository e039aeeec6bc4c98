package io.checkoutsuite.infra;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksIterator;

/** The documents of a collection by {@code _id}, or the entries of one of its indexes: all keys of the store that begin with its name. */
final class Table {
    private final ByteStore store;
    private final byte[] prefix;

    private Table(ByteStore store, String name) {
        this.store = store;
        this.prefix = name.getBytes(StandardCharsets.UTF_8);
    }

    static Table ofDocuments(ByteStore store, String database, String collection) {
        return ofIndex(store, database, collection, "");
    }

    static Table ofIndex(ByteStore store, String database, String collection, String index) {
        return new Table(store, database + "\0" + collection + "\0" + index + "\0");
    }

    byte @Nullable [] get(byte[] key) {
        return store.get(prefixed(key));
    }

    void put(byte[] key, byte[] value) {
        store.put(prefixed(key), value);
    }

    void remove(byte[] key) {
        store.remove(prefixed(key));
    }

    private byte[] prefixed(byte[] key) {
        byte[] whole = Arrays.copyOf(prefix, prefix.length + key.length);
        System.arraycopy(key, 0, whole, prefix.length, key.length);
        return whole;
    }

    /** Reads the values of a range of keys lazily, in their order. */
    Stream<byte[]> values(KeyRange range, boolean descending) {
        byte[] from = prefixed(range.from());
        byte[] to = prefixed(range.to());
        RocksIterator entries = store.entries(from, to);
        if (descending) {
            entries.seekForPrev(to);
        } else {
            entries.seek(from);
        }
        return StreamSupport.stream(
                new AbstractSpliterator<byte[]>(Long.MAX_VALUE, Spliterator.ORDERED) {
                    @Override
                    public boolean tryAdvance(Consumer<? super byte[]> action) {
                        if (!entries.isValid()) {
                            return false;
                        }
                        action.accept(entries.value());
                        if (descending) {
                            entries.prev();
                        } else {
                            entries.next();
                        }
                        return true;
                    }
                },
                false);
    }

    Stream<byte[]> values() {
        return values(KeyRange.ALL, false);
    }

    /** Counts by reading all keys. */
    long count() {
        return values().count();
    }

    boolean isEmpty() {
        return values().findAny().isEmpty();
    }

    void clear() {
        List<byte[]> keys = new ArrayList<>();
        RocksIterator entries = store.entries(prefix, prefixed(KeyRange.ALL.to()));
        for (entries.seek(prefix); entries.isValid(); entries.next()) {
            keys.add(entries.key());
        }
        keys.forEach(store::remove);
    }
}
