package io.checkoutsuite.order.remote;

import io.checkoutsuite.web.http.ServiceClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates a client for each service that this one calls. */
@Configuration(proxyBeanMethods = false)
class RemoteConfiguration {

    @Bean
    RemoteHeldFunds heldFunds(ServiceClients clients, RemoteSettings settings) {
        return new RemoteHeldFunds(clients.client(PaymentClient.class, settings.paymentUrl(), settings.timeout()));
    }
}
