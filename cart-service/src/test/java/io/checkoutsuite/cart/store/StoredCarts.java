package io.checkoutsuite.cart.store;

import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.checkout.OrderNumbers;
import org.springframework.data.mongodb.core.MongoOperations;

/** Lets tests of other packages use the real store without a Spring context. */
public final class StoredCarts {

    private StoredCarts() {}

    public static Carts in(MongoOperations mongo) {
        return new MongoCarts(mongo);
    }

    public static OrderNumbers orderNumbersIn(MongoOperations mongo) {
        return new CountedOrderNumbers(mongo);
    }
}
