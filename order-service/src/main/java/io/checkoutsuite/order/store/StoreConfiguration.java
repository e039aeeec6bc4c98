package io.checkoutsuite.order.store;

import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.OutboxRelays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

/** Wires the collections and creates their indexes before anything is read or written. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    OrderCollection orders(MongoOperations mongo, EventCodec codec, OutboxRelays relays) {
        OrderCollection orders =
                new OrderCollection(mongo, new OrderNumbers(mongo), codec, relays.of(OrderCollection.NAME));
        orders.createIndexes();
        return orders;
    }

    @Bean
    FailedOrderCollection failedOrders(MongoOperations mongo) {
        FailedOrderCollection failedOrders = new FailedOrderCollection(mongo);
        failedOrders.createIndexes();
        return failedOrders;
    }
}
