package io.checkoutsuite.order.store;

import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.OutboxRelays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.convert.DefaultDbRefResolver;
import org.springframework.data.mongodb.core.convert.DefaultMongoTypeMapper;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;

/** Wires the collections, whose indexes exist before anything is read or written. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    /** Without class names in the documents: what is stored outlives the classes of today. */
    @Bean
    MappingMongoConverter mappingMongoConverter(
            MongoDatabaseFactory databases, MongoMappingContext mapping, MongoCustomConversions conversions) {
        MappingMongoConverter converter = new MappingMongoConverter(new DefaultDbRefResolver(databases), mapping);
        converter.setCustomConversions(conversions);
        converter.setCodecRegistryProvider(databases);
        converter.setTypeMapper(new DefaultMongoTypeMapper(null));
        return converter;
    }

    @Bean
    OrderCollection orders(MongoOperations mongo, EventCodec codec, OutboxRelays relays) {
        OrderCollection orders = new OrderCollection(mongo, codec, relays.of(OrderCollection.NAME));
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
