package io.checkoutsuite.order.store;

import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.outbox.OutboxRelays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

/** Wires the collections and creates their indexes before anything is read or written. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    MongoOrders orders(MongoOperations mongo, EventCodec codec, OutboxRelays relays) {
        MongoOrders orders = new MongoOrders(mongo, new OrderNumbers(mongo), codec, relays.of(MongoOrders.NAME));
        orders.createIndexes();
        return orders;
    }

    @Bean
    MongoFailedOrders failedOrders(MongoOperations mongo) {
        MongoFailedOrders failedOrders = new MongoFailedOrders(mongo);
        failedOrders.createIndexes();
        return failedOrders;
    }
}
