package io.checkoutsuite.infra;

/** A range of encoded {@link OrderedKey}s: {@code from} is included, {@code to} is not. */
record KeyRange(byte[] from, byte[] to) {
    static final KeyRange ALL = startingWith(OrderedKey.EMPTY);

    /** All keys whose first values are those of the given key. */
    static KeyRange startingWith(OrderedKey key) {
        return new KeyRange(key.bytes(), key.end());
    }
}
