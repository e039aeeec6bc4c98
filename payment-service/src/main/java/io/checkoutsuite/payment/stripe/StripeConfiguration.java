package io.checkoutsuite.payment.stripe;

import io.checkoutsuite.web.http.HttpConnections;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The gateway to Stripe, if this installation has an API key. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnStripe
class StripeConfiguration {

    private static final Duration CONNECT = Duration.ofSeconds(2);

    @Bean
    HttpConnections stripeConnections() {
        return new HttpConnections(CONNECT);
    }

    @Bean
    StripeGateway stripeGateway(StripeSettings settings, HttpConnections stripeConnections, Clock clock) {
        return new StripeGateway(settings, new StripeClient(settings, stripeConnections), clock);
    }
}
