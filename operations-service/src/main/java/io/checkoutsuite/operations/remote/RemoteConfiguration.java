package io.checkoutsuite.operations.remote;

import io.checkoutsuite.web.http.ServiceClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The clients of the other services, each with the timeout of its calls. */
@Configuration(proxyBeanMethods = false)
class RemoteConfiguration {

    @Bean
    HttpCheckoutHistory checkoutHistory(
            ServiceClients clients, RemoteSettings settings, Unavailability unavailability) {
        CartHistoryClient client =
                clients.client(CartHistoryClient.class, settings.cartUrl(), settings.historyTimeout());
        return new HttpCheckoutHistory(new HistoryCalls(client, unavailability));
    }

    @Bean
    HttpCheckoutRepairs checkoutRepairs(
            ServiceClients clients, RemoteSettings settings, Unavailability unavailability) {
        return new HttpCheckoutRepairs(
                clients.client(CartRepairClient.class, settings.cartUrl(), settings.publicationTimeout()),
                clients.client(CartRepairClient.class, settings.cartUrl(), settings.timeout()),
                unavailability);
    }

    @Bean
    HttpParticipants participants(
            ServiceClients clients, RemoteSettings settings, ConcurrentCalls calls, Unavailability unavailability) {
        return new HttpParticipants(
                new ParticipantClients(clients, settings, settings.timeout()), calls, unavailability);
    }

    @Bean
    HttpParticipantDeadLetters participantDeadLetters(
            ServiceClients clients, RemoteSettings settings, Unavailability unavailability) {
        return new HttpParticipantDeadLetters(
                new ParticipantClients(clients, settings, settings.timeout()),
                new ParticipantClients(clients, settings, settings.redriveTimeout()),
                unavailability);
    }
}
