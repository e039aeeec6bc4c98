package io.checkoutsuite.cart.store;

import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.checkout.OrderNumbers;
import io.checkoutsuite.cart.compensation.Compensations;
import io.checkoutsuite.cart.purge.PurgeableCarts;
import org.springframework.data.mongodb.core.MongoOperations;

/** Lets tests of other packages use the real store without a Spring context. */
public final class MongoStores {

    private MongoStores() {}

    public static Carts cartsIn(MongoOperations mongo) {
        return new MongoCarts(mongo);
    }

    public static Compensations compensationsIn(MongoOperations mongo) {
        return new MongoCompensations(mongo);
    }

    public static PurgeableCarts purgeableCartsIn(MongoOperations mongo) {
        return new MongoPurgeableCarts(mongo);
    }

    public static OrderNumbers orderNumbersIn(MongoOperations mongo) {
        return new MongoOrderNumbers(mongo);
    }
}
