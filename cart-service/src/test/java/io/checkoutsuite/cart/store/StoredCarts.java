package io.checkoutsuite.cart.store;

import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.checkout.OrderNumbers;
import io.checkoutsuite.cart.checkout.Undos;
import io.checkoutsuite.cart.purge.OldCarts;
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
}
