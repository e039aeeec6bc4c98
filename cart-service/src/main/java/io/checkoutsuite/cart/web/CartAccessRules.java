package io.checkoutsuite.cart.web;

import io.checkoutsuite.web.access.AccessRules;
import io.checkoutsuite.web.access.Caller;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.stereotype.Component;

/**
 * Carts need no bearer token, because guests have none; {@link CartAccess} decides who may access a cart. Only customers have a current cart,
 * and only the suite's services may read the states of others' checkouts.
 */
@Component
class CartAccessRules implements AccessRules {

    @Override
    public void apply(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.requestMatchers("/carts/mine", "/carts/mine/**").hasAuthority(Caller.Scope.CUSTOMER.authority());
        requests.requestMatchers("/carts", "/carts/**", "/checkouts/*", "/checkouts/*/payment-results")
                .permitAll();
        requests.requestMatchers("/internal/**").hasAuthority(Caller.Scope.SERVICE.authority());
        requests.requestMatchers("/catalog/imports").hasAuthority(Caller.Scope.OPERATOR.authority());
    }
}
