package io.checkoutsuite.operations.store;

import io.checkoutsuite.operations.replay.Replays;
import org.springframework.data.mongodb.core.MongoOperations;

/** Lets tests of other packages use the real store without a Spring context. */
public final class MongoStores {

    private MongoStores() {}

    public static Replays replaysIn(MongoOperations mongo) {
        return new MongoReplays(mongo);
    }
}
