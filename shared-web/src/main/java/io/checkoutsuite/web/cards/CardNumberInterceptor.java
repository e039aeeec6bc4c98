package io.checkoutsuite.web.cards;

import io.checkoutsuite.web.problem.ValidationErrors;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses card numbers in paths, query parameters and the headers that the services read, and parameters for security codes. */
@Configuration(proxyBeanMethods = false)
class CardNumberInterceptor implements WebMvcConfigurer, HandlerInterceptor {

    /** Other headers come from proxies, for instance trace headers with decimal ids, and are neither read nor stored. */
    private static final List<String> HEADERS =
            List.of("Idempotency-Key", "If-Match", "Guest-Token", "X-Request-Id", "X-Tenant");

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        ValidationErrors errors = new ValidationErrors();
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables) {
            variables.forEach((name, value) -> check("path:" + name, String.valueOf(value), errors));
        }
        request.getParameterMap().forEach((name, values) -> {
            check("query:?", name, errors);
            if (SecurityCodes.isNamedBy(name)) {
                CardNumberScanner.addSecurityCode("query:" + name, errors);
            }
            String place = CardNumbers.isIn(name) ? "?" : name;
            Arrays.stream(values).forEach(value -> check("query:" + place, value, errors));
        });
        HEADERS.forEach(name -> check("header:" + name, request.getHeader(name), errors));
        errors.throwIfAny();
        return true;
    }

    private static void check(String place, @Nullable String text, ValidationErrors errors) {
        if (CardNumbers.isIn(text)) {
            CardNumberScanner.add(place, errors);
        }
    }
}
