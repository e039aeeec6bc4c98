package io.checkoutsuite.payment.web;

import io.checkoutsuite.web.access.AccessRules;
import io.checkoutsuite.web.access.Caller.Scope;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who may call what. */
@Configuration(proxyBeanMethods = false)
class PaymentAccessRules {

    private static final String SERVICE = Scope.SERVICE.authority();
    private static final String OPERATOR = Scope.OPERATOR.authority();
    private static final String CUSTOMER = Scope.CUSTOMER.authority();

    @Bean
    AccessRules paymentRules() {
        return requests -> requests.requestMatchers("/gateways/*/webhooks", "/simulator/challenges/**")
                .permitAll()
                .requestMatchers(AccessRules.reads("/authorizations/*"))
                .hasAnyAuthority(SERVICE, OPERATOR)
                .requestMatchers("/authorizations/*")
                .hasAuthority(SERVICE)
                .requestMatchers("/tokens/validations")
                .hasAuthority(SERVICE)
                .requestMatchers(AccessRules.reads("/payments/*"))
                .hasAnyAuthority(CUSTOMER, SERVICE, OPERATOR)
                .requestMatchers("/payments/*/credits")
                .hasAuthority(OPERATOR)
                .requestMatchers(
                        "/payments",
                        "/payments/*/captures",
                        "/payments/*/refunds",
                        "/payments/*/voids",
                        "/payments/*/reversals",
                        "/payments/*/settlements")
                .hasAnyAuthority(SERVICE, OPERATOR)
                .requestMatchers(AccessRules.reads("/payment-methods/*"))
                .hasAnyAuthority(CUSTOMER, SERVICE)
                .requestMatchers("/payment-methods", "/payment-methods/*", "/payment-methods/*/default")
                .hasAuthority(CUSTOMER);
    }
}
