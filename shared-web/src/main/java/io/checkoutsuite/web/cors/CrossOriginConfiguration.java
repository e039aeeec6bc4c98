package io.checkoutsuite.web.cors;

import io.checkoutsuite.web.access.AccessHeaders;
import io.checkoutsuite.web.http.IdempotencyKey;
import io.checkoutsuite.web.problem.ProblemWriter;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;

/**
 * Answers preflight requests and adds the headers that let a page of an allowed origin read responses, refused ones included: this filter runs
 * before all that can refuse a request. There are no cookies, so credentials are not allowed.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CorsSettings.class)
class CrossOriginConfiguration {

    private static final List<HttpMethod> METHODS = List.of(
            HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    private static final List<String> REQUEST_HEADERS = List.of(
            HttpHeaders.AUTHORIZATION,
            HttpHeaders.ACCEPT,
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.IF_MATCH,
            AccessHeaders.GUEST_TOKEN,
            AccessHeaders.TENANT,
            IdempotencyKey.HEADER,
            "Prefer",
            "traceparent",
            "tracestate");

    private static final List<String> RESPONSE_HEADERS = List.of(
            HttpHeaders.ETAG,
            HttpHeaders.LOCATION,
            HttpHeaders.RETRY_AFTER,
            HttpHeaders.WWW_AUTHENTICATE,
            AccessHeaders.GUEST_TOKEN,
            IdempotencyKey.REPLAYED,
            "Preference-Applied");

    @Bean
    FilterRegistrationBean<CorsFilter> crossOrigin(CorsSettings settings, ProblemWriter problems) {
        CorsConfiguration allowed = new CorsConfiguration();
        allowed.setAllowedOrigins(settings.allowedOrigins());
        METHODS.forEach(allowed::addAllowedMethod);
        allowed.setAllowedHeaders(REQUEST_HEADERS);
        allowed.setExposedHeaders(RESPONSE_HEADERS);
        allowed.setMaxAge(settings.maxAge());
        CorsFilter filter = new CorsFilter(request -> allowed);
        filter.setCorsProcessor(new ProblemCorsProcessor(problems));
        FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setEnabled(!settings.allowedOrigins().isEmpty());
        return registration;
    }
}
