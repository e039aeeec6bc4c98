package io.checkoutsuite.order.remote;

import io.checkoutsuite.web.http.ServiceClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One client for each service that is asked something. */
@Configuration(proxyBeanMethods = false)
class RemoteConfiguration {

    @Bean
    PaymentsOfAttempts moneyStillHeld(ServiceClients clients, RemoteSettings settings) {
        return new PaymentsOfAttempts(clients.client(PaymentClient.class, settings.paymentUrl(), settings.timeout()));
    }
}
