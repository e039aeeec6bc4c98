package io.checkoutsuite.payment.web;

import io.checkoutsuite.web.access.AccessRules;
import io.checkoutsuite.web.access.Caller.Scope;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Who may call what. */
@Configuration(proxyBeanMethods = false)
class PaymentAccessRules {

    private static final String SERVICE = Scope.SERVICE.authority();
    private static final String OPERATOR = Scope.OPERATOR.authority();
    private static final String CUSTOMER = Scope.CUSTOMER.authority();

    @Bean
    AccessRules paymentRules() {
        return requests -> requests.requestMatchers(HttpMethod.GET, "/authorizations/*")
                .hasAnyAuthority(SERVICE, OPERATOR)
                .requestMatchers("/authorizations/*")
                .hasAuthority(SERVICE)
                .requestMatchers("/tokens/validations")
                .hasAuthority(SERVICE)
                .requestMatchers(HttpMethod.GET, "/payments/*")
                .hasAnyAuthority(CUSTOMER, SERVICE, OPERATOR)
                .requestMatchers("/payments", "/payments/*/captures", "/payments/*/refunds")
                .hasAnyAuthority(SERVICE, OPERATOR)
                .requestMatchers(HttpMethod.GET, "/payment-methods/*")
                .hasAnyAuthority(CUSTOMER, SERVICE)
                .requestMatchers("/payment-methods", "/payment-methods/*", "/payment-methods/*/default")
                .hasAuthority(CUSTOMER);
    }
}
