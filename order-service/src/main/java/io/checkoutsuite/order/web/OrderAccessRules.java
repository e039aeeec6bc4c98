package io.checkoutsuite.order.web;

import static io.checkoutsuite.web.access.Caller.Scope.CSR;
import static io.checkoutsuite.web.access.Caller.Scope.CUSTOMER;
import static io.checkoutsuite.web.access.Caller.Scope.OPERATOR;
import static io.checkoutsuite.web.access.Caller.Scope.SERVICE;

import io.checkoutsuite.web.access.AccessRules;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.stereotype.Component;

/** Customers see their own orders and staff see all; a guest must know the number and email address. */
@Component
class OrderAccessRules implements AccessRules {

    @Override
    public void apply(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.requestMatchers(HttpMethod.POST, "/orders/lookups").permitAll();
        requests.requestMatchers(AccessRules.reads("/orders", "/orders/*"))
                .hasAnyAuthority(CUSTOMER.authority(), CSR.authority(), OPERATOR.authority(), SERVICE.authority());
        requests.requestMatchers(AccessRules.reads("/failed-orders"))
                .hasAnyAuthority(OPERATOR.authority(), SERVICE.authority());
    }
}
