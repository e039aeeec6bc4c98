package io.checkoutsuite.cart.store;

import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.checkout.OrderNumbers;
import io.checkoutsuite.cart.checkout.Undos;
import io.checkoutsuite.cart.purge.OldCarts;
import io.checkoutsuite.cart.replay.DecidedAttempts;
import io.checkoutsuite.cart.replay.Replays;
import org.springframework.data.mongodb.core.MongoOperations;

/** Lets tests of other packages use the real store without a Spring context. */
public final class StoredCarts {

    private StoredCarts() {}

    public static Carts in(MongoOperations mongo) {
        return new MongoCarts(mongo);
    }

    public static Undos undosIn(MongoOperations mongo) {
        return new MongoUndos(mongo);
    }

    public static OldCarts oldCartsIn(MongoOperations mongo) {
        return new MongoOldCarts(mongo);
    }

    public static OrderNumbers orderNumbersIn(MongoOperations mongo) {
        return new CountedOrderNumbers(mongo);
    }

    public static Replays replaysIn(MongoOperations mongo) {
        return new MongoReplays(mongo);
    }

    public static DecidedAttempts decidedAttemptsIn(MongoOperations mongo) {
        return new MongoDecidedAttempts(mongo);
    }
}
