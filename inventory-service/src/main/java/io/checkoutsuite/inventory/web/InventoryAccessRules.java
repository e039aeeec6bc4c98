package io.checkoutsuite.inventory.web;

import static io.checkoutsuite.web.access.Caller.Scope.OPERATOR;
import static io.checkoutsuite.web.access.Caller.Scope.SERVICE;

import io.checkoutsuite.web.access.AccessRules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Anybody may see the available stock; only the suite's services may reserve it. */
@Configuration(proxyBeanMethods = false)
class InventoryAccessRules {

    @Bean
    AccessRules inventoryRules() {
        return requests -> {
            requests.requestMatchers(AccessRules.reads("/stock/*")).permitAll();
            requests.requestMatchers(HttpMethod.POST, "/availability").permitAll();
            requests.requestMatchers(AccessRules.reads("/stock")).hasAuthority(OPERATOR.authority());
            requests.requestMatchers(HttpMethod.POST, "/stock/imports", "/stock/*/adjustments", "/stock/recomputations")
                    .hasAuthority(OPERATOR.authority());
            requests.requestMatchers(AccessRules.reads("/stock/*/ledger")).hasAuthority(OPERATOR.authority());
            requests.requestMatchers(AccessRules.reads("/reservations/*"))
                    .hasAnyAuthority(OPERATOR.authority(), SERVICE.authority());
            requests.requestMatchers("/reservations/*").hasAuthority(SERVICE.authority());
        };
    }
}
