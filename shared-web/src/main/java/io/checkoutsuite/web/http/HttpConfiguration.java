package io.checkoutsuite.web.http;

import io.checkoutsuite.web.access.ServiceTokens;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.client.RestClient;

/** Filters and clients that every service has. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

    private static final long LARGEST_BODY = 1024 * 1024;

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimit() {
        FilterRegistrationBean<BodyLimitFilter> filter =
                new FilterRegistrationBean<>(new BodyLimitFilter(LARGEST_BODY));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return filter;
    }

    @Bean
    FilterRegistrationBean<RequestLogContext> requestLogContext() {
        FilterRegistrationBean<RequestLogContext> filter = new FilterRegistrationBean<>(new RequestLogContext());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    ServiceClients serviceClients(ServiceTokens tokens) {
        return new ServiceClients(RestClient.builder(), tokens);
    }
}
