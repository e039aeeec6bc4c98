package io.checkoutsuite.order;

import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.order.order.Orders;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

@TestConfiguration(proxyBeanMethods = false)
class Fixtures {

    @Bean(destroyMethod = "close")
    Topics topics(Environment environment, EventCodec codec) {
        return new Topics(environment.getRequiredProperty("spring.cloud.stream.kafka.binder.brokers"), codec);
    }

    @Bean
    OrderApi orderApi(Environment environment) {
        return new OrderApi(() -> environment.getRequiredProperty("local.server.port"));
    }

    @Bean
    EventBarrier barrier(Topics topics, Orders orders, OrderApi api) {
        return new EventBarrier(topics, orders, api);
    }
}
