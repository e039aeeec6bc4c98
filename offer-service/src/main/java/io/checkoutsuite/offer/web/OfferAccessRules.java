package io.checkoutsuite.offer.web;

import io.checkoutsuite.web.access.AccessRules;
import io.checkoutsuite.web.access.Caller.Scope;
import io.checkoutsuite.web.problem.ProblemTypes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Prices and uses are restricted to services, offers and codes to operators. */
@Configuration(proxyBeanMethods = false)
class OfferAccessRules {

    @Bean
    AccessRules offerRules() {
        return requests -> {
            requests.requestMatchers(HttpMethod.POST, "/pricing").hasAuthority(Scope.SERVICE.authority());
            requests.requestMatchers(AccessRules.reads("/uses/*"))
                    .hasAnyAuthority(Scope.SERVICE.authority(), Scope.OPERATOR.authority());
            requests.requestMatchers("/uses/*").hasAuthority(Scope.SERVICE.authority());
            requests.requestMatchers("/offers", "/offers/*", "/codes", "/codes/*")
                    .hasAuthority(Scope.OPERATOR.authority());
        };
    }

    @Bean
    ProblemTypes offerProblems() {
        return UseProblems::all;
    }
}
