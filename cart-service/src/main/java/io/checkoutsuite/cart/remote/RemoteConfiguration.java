package io.checkoutsuite.cart.remote;

import io.checkoutsuite.web.http.ServiceClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** One client for each of the other services. */
@Configuration(proxyBeanMethods = false)
class RemoteConfiguration {

    @Bean
    InventoryClient inventoryClient(ServiceClients clients, RemoteSettings settings) {
        return clients.client(InventoryClient.class, settings.inventoryUrl(), settings.timeout());
    }

    @Bean
    OfferClient offerClient(ServiceClients clients, RemoteSettings settings) {
        return clients.client(OfferClient.class, settings.offerUrl(), settings.timeout());
    }

    @Bean
    PaymentClient paymentClient(ServiceClients clients, RemoteSettings settings) {
        return clients.client(PaymentClient.class, settings.paymentUrl(), settings.paymentTimeout());
    }

    @Bean
    HttpAppliedOutcomes appliedOutcomes(ServiceClients clients, RemoteSettings settings) {
        return HttpAppliedOutcomes.of(clients, settings);
    }

    @Bean
    HttpOutcomePreviews outcomePreviews(ServiceClients clients, RemoteSettings settings, JsonMapper json) {
        return HttpOutcomePreviews.of(clients, settings, json);
    }
}
