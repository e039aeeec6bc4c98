package io.checkoutsuite.operations.replay.specimen;

import io.checkoutsuite.operations.store.MongoStores;

/** A replay that depends on the store: what the architecture forbids. */
public final class KnowsTheEdge {

    private KnowsTheEdge() {}

    public static Class<?> store() {
        return MongoStores.class;
    }
}
