package io.checkoutsuite.web.access;

import com.github.benmanes.caffeine.cache.Ticker;
import io.checkoutsuite.settings.UnusableSettingsException;
import io.checkoutsuite.web.problem.ProblemType;
import io.checkoutsuite.web.problem.ProblemWriter;
import io.checkoutsuite.web.problem.Problems;
import io.checkoutsuite.web.problem.UnknownMembers;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Checks bearer tokens with Spring Security's resource server. There are no sessions or cookies and therefore no CSRF. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessSettings.class)
@RequiredArgsConstructor
class AccessConfiguration implements WebMvcConfigurer {

    private final AccessSettings settings;

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerResolver(settings));
    }

    /** Writes the problem document directly: content negotiation would read the rejected request and be rejected again. */
    @Bean
    RequestRejectedHandler rejectedRequests(ProblemWriter problems) {
        return (request, response, rejected) -> problems.write(response, Problems.MALFORMED);
    }

    /** Each request is observed once, by Spring MVC, and not again by each security filter. */
    @Bean
    static SecurityObservationSettings unobservedFilters() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SecurityFilterChain access(
            HttpSecurity http, JwtDecoder tokens, ObjectProvider<AccessRules> rules, ProblemWriter problems) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> {
                    requests.requestMatchers(
                                    "/actuator/health/**",
                                    "/v3/api-docs/**",
                                    "/swagger-ui.html",
                                    "/swagger-ui/**",
                                    "/problems/*",
                                    "/dev/tokens",
                                    "/error")
                            .permitAll();
                    if (settings.openMetrics()) {
                        requests.requestMatchers("/actuator/prometheus").permitAll();
                    }
                    requests.requestMatchers("/actuator/prometheus")
                            .hasAnyAuthority(Caller.Scope.OPERATOR.authority(), Caller.Scope.SERVICE.authority());
                    requests.requestMatchers("/ops/applied/*", "/ops/previews", "/ops/holdings", "/ops/dead-letters/**")
                            .hasAnyAuthority(Caller.Scope.OPERATOR.authority(), Caller.Scope.SERVICE.authority());
                    requests.requestMatchers("/ops/**").hasAuthority(Caller.Scope.OPERATOR.authority());
                    rules.orderedStream().forEach(rule -> rule.apply(requests));
                    requests.anyRequest().denyAll();
                })
                .oauth2ResourceServer(server -> server.jwt(
                                jwt -> jwt.decoder(new CheckedTokens(tokens, Clock.systemUTC(), Ticker.systemTicker())))
                        .authenticationEntryPoint((request, response, failure) ->
                                writeProblem(problems, response, Problems.UNAUTHENTICATED)))
                .exceptionHandling(denied -> denied.authenticationEntryPoint((request, response, failure) ->
                                writeProblem(problems, response, Problems.UNAUTHENTICATED))
                        .accessDeniedHandler(
                                (request, response, failure) -> writeProblem(problems, response, Problems.FORBIDDEN)))
                .build();
    }

    /** A service may be newer than the one that it calls. */
    @Bean
    static UnknownMembers skippedIfSentByServices() {
        return () -> {
            Authentication caller = SecurityContextHolder.getContext().getAuthentication();
            return caller != null
                    && caller.getAuthorities().stream()
                            .map(GrantedAuthority::getAuthority)
                            .anyMatch(Caller.Scope.SERVICE.authority()::equals);
        };
    }

    private static void writeProblem(ProblemWriter problems, HttpServletResponse response, ProblemType type)
            throws IOException {
        if (type == Problems.UNAUTHENTICATED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        problems.write(response, type);
    }

    /** The development issuer: one secret shared by all services of a local stack. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("suite.access.dev-secret")
    static class DevelopmentIssuer {

        private static final List<String> EXTERNAL_ISSUER_KEYS =
                List.of("issuer-uri", "jwk-set-uri", "public-key-location");

        @Bean
        DevTokens devTokens(AccessSettings settings, Environment environment) {
            EXTERNAL_ISSUER_KEYS.stream()
                    .map(key -> "spring.security.oauth2.resourceserver.jwt." + key)
                    .filter(environment::containsProperty)
                    .findFirst()
                    .ifPresent(configured -> {
                        throw new UnusableSettingsException(
                                "suite.access.dev-secret would let anybody issue tokens in addition to the issuer of "
                                        + configured + ": remove one of the two");
                    });
            return new DevTokens(String.valueOf(settings.devSecret()), settings.devTokenLife(), Clock.systemUTC());
        }

        @Bean
        JwtDecoder developmentDecoder(AccessSettings settings) {
            byte[] secret = String.valueOf(settings.devSecret()).getBytes(StandardCharsets.UTF_8);
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withSecretKey(new SecretKeySpec(secret, "HmacSHA256"))
                    .build();
            decoder.setJwtValidator(JwtValidators.createDefaultWithValidators(
                    new JwtIssuerValidator(DevTokens.ISSUER), new JwtAudienceValidator(DevTokens.AUDIENCE)));
            return decoder;
        }

        @Bean
        ServiceTokens serviceTokens(DevTokens tokens, Environment environment) {
            return tokens.forService(environment.getProperty("spring.application.name", "service"));
        }
    }

    /** Tokens come from an external issuer, which may also issue tokens for other systems. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(value = "suite.access.dev-secret", matchIfMissing = true, havingValue = "\0")
    static class ExternalIssuer {

        /** Spring Boot adds it to its own checks of every token. */
        @Bean
        OAuth2TokenValidator<Jwt> audience(AccessSettings settings) {
            String audience = settings.audience();
            if (audience == null || audience.isBlank()) {
                throw new UnusableSettingsException(
                        "suite.access.audience is not set: a token that the issuer issued for another system would"
                                + " be accepted");
            }
            return new JwtAudienceValidator(audience);
        }

        @Bean
        ServiceTokens serviceTokens(AccessSettings settings) {
            Clock clock = Clock.systemUTC();
            if (settings.serviceClient() == null) {
                return ConfiguredServiceToken.of(settings.serviceToken(), clock);
            }
            if (settings.serviceToken() != null) {
                throw new UnusableSettingsException(
                        "suite.access.service-token and suite.access.service-client are both set: remove the token");
            }
            return new RenewingServiceTokens(new ClientCredentialsTokenClient(settings.serviceClient(), clock), clock);
        }
    }
}
