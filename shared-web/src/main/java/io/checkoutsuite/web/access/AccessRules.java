package io.checkoutsuite.web.access;

import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Defines who may call which paths of a service. A service provides its rules as a bean; paths without a rule are refused. */
@FunctionalInterface
public interface AccessRules {

    void apply(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests);

    /** Matches GET, and HEAD, which has the same response without its body (RFC 9110, section 9.3.2). */
    static RequestMatcher[] reads(String... paths) {
        return Arrays.stream(paths)
                .flatMap(path -> Stream.of(HttpMethod.GET, HttpMethod.HEAD)
                        .map(method -> PathPatternRequestMatcher.withDefaults().matcher(method, path)))
                .toArray(RequestMatcher[]::new);
    }
}
