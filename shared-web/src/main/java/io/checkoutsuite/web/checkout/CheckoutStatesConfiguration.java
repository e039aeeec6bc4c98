package io.checkoutsuite.web.checkout;

import io.checkoutsuite.web.http.ServiceClients;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the address of the cart service for the services that fetch checkout states. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("suite.cart-url")
class CheckoutStatesConfiguration {

    @Bean
    CheckoutStates checkoutStates(
            ServiceClients clients,
            @Value("${suite.cart-url}") String url,
            @Value("${suite.cart-timeout:4s}") Duration timeout) {
        return CheckoutStates.at(url, timeout, clients);
    }
}
