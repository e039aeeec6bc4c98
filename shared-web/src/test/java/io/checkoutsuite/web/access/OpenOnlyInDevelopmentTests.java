package io.checkoutsuite.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.test.http.ApiRequest;
import java.net.URI;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** What is readable without a token in development but not in production. */
class OpenOnlyInDevelopmentTests {

    private static final String DEVELOPMENT = "suite.access.dev-secret=a-secret-that-only-tests-may-ever-use";
    private static final String ISSUER =
            "spring.security.oauth2.resourceserver.jwt.jwk-set-uri=http://127.0.0.1:1/keys";

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            excludeName = {
                "io.checkoutsuite.web.WebConfiguration",
                "io.checkoutsuite.mongo.MongoConfiguration",
                "io.checkoutsuite.mongo.DatabaseConfiguration"
            })
    @ComponentScan({"io.checkoutsuite.web.http", "io.checkoutsuite.web.access", "io.checkoutsuite.web.problem"})
    static class Service {}

    private static ConfigurableApplicationContext started(String... settings) {
        return new SpringApplicationBuilder(Service.class)
                .properties(
                        "server.port=0",
                        "spring.config.import=classpath:suite-web.yml",
                        "spring.main.banner-mode=off",
                        "spring.cloud.function.definition=",
                        "management.prometheus.metrics.export.enabled=true",
                        "spring.autoconfigure.exclude="
                                + "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration,"
                                + "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration,"
                                + "org.springframework.boot.data.mongodb.autoconfigure.DataMongoRepositoriesAutoConfiguration,"
                                + "org.springframework.cloud.stream.config.BindersHealthIndicatorAutoConfiguration,"
                                + "org.springframework.cloud.stream.config.BindingServiceConfiguration,"
                                + "org.springframework.cloud.stream.config.BindingsEndpointAutoConfiguration,"
                                + "org.springframework.cloud.stream.config.ChannelsEndpointAutoConfiguration,"
                                + "org.springframework.cloud.stream.function.FunctionConfiguration")
                .run(Arrays.stream(settings).map(setting -> "--" + setting).toArray(String[]::new));
    }

    private static int get(ConfigurableApplicationContext service, String path, String... authorization) {
        String port = service.getEnvironment().getProperty("local.server.port");
        ApiRequest request = ApiRequest.to(URI.create("http://127.0.0.1:" + port), "GET", path);
        Stream.of(authorization).forEach(token -> request.with("Authorization", token));
        return request.send().status();
    }

    @Test
    void with_the_development_issuer_metrics_and_api_documents_are_open_to_all() {
        try (ConfigurableApplicationContext service = started(DEVELOPMENT)) {
            assertThat(get(service, "/actuator/prometheus")).isEqualTo(200);
            assertThat(get(service, "/v3/api-docs")).isEqualTo(200);
            assertThat(get(service, "/swagger-ui/index.html")).isEqualTo(200);
        }
    }

    @Test
    void without_it_metrics_need_a_token_and_there_are_no_api_documents() {
        try (ConfigurableApplicationContext service = started(ISSUER, "suite.access.audience=shop")) {
            assertThat(get(service, "/actuator/prometheus")).isEqualTo(401);
            assertThat(get(service, "/v3/api-docs")).isEqualTo(404);
            assertThat(get(service, "/swagger-ui.html")).isEqualTo(404);
            assertThat(get(service, "/swagger-ui/index.html")).isEqualTo(404);
            assertThat(get(service, "/dev/tokens")).isEqualTo(404);
            assertThat(get(service, "/actuator/health/liveness")).isEqualTo(200);
        }
    }

    @Test
    void metrics_that_need_a_token_are_read_by_operators_and_services() {
        try (ConfigurableApplicationContext service = started(DEVELOPMENT, "suite.access.open-metrics=false")) {
            DevTokens tokens = service.getBean(DevTokens.class);
            assertThat(get(service, "/actuator/prometheus", bearer(tokens, "operator")))
                    .isEqualTo(200);
            assertThat(get(service, "/actuator/prometheus", bearer(tokens, "service")))
                    .isEqualTo(200);
            assertThat(get(service, "/actuator/prometheus", bearer(tokens, "customer")))
                    .isEqualTo(403);
            assertThat(get(service, "/actuator/prometheus")).isEqualTo(401);
        }
    }

    private static String bearer(DevTokens tokens, String scope) {
        return "Bearer " + tokens.issue("somebody", scope, "default");
    }

    @Test
    void development_tokens_beside_another_issuer_are_refused() {
        assertThatThrownBy(() -> started(DEVELOPMENT, ISSUER).close())
                .hasStackTraceContaining("would let anybody issue tokens in addition to the issuer")
                .hasStackTraceContaining("jwk-set-uri");
    }

    @Test
    void an_issuer_whose_tokens_for_other_systems_would_be_accepted_is_refused() {
        assertThatThrownBy(() -> started(ISSUER).close()).hasStackTraceContaining("suite.access.audience is not set");
    }

    @Test
    void a_service_token_beside_a_client_of_the_issuer_is_refused() {
        assertThatThrownBy(() -> started(
                                ISSUER,
                                "suite.access.audience=shop",
                                "suite.access.service-token=given",
                                "suite.access.service-client.token-uri=http://127.0.0.1:1/token",
                                "suite.access.service-client.client-id=cart-service",
                                "suite.access.service-client.client-secret=secret")
                        .close())
                .hasStackTraceContaining("are both set");
    }

    @Test
    void a_short_secret_is_refused() {
        assertThatThrownBy(() -> started("suite.access.dev-secret=too-short").close())
                .hasStackTraceContaining("suite.access.dev-secret must have at least 32 characters");
    }

    @Test
    void a_service_without_any_issuer_does_not_start() {
        assertThatThrownBy(() -> started("suite.access.audience=shop").close()).hasStackTraceContaining("JwtDecoder");
    }
}
