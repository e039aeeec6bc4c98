package io.checkoutsuite.order;

import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.order.order.Orders;
import io.checkoutsuite.test.http.ApiClient;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

@TestConfiguration(proxyBeanMethods = false)
class Fixtures {

    @Bean(destroyMethod = "close")
    Topics topics(EventCodec codec) {
        return new Topics(codec);
    }

    @Bean
    ApiClient api(Environment environment) {
        return ApiClient.atPort(() -> environment.getRequiredProperty("local.server.port"));
    }

    @Bean
    EventBarrier barrier(Topics topics, Orders orders, ApiClient api) {
        return new EventBarrier(topics, orders, api);
    }
}
