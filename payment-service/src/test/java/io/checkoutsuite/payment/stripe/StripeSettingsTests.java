package io.checkoutsuite.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.payment.gateway.PaymentGateway;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class StripeSettingsTests {

    private static final String KEY = "sk_test_a_secret_that_nobody_may_see";

    private final ApplicationContextRunner service =
            new ApplicationContextRunner().withUserConfiguration(StripeConfiguration.class, Settings.class);

    @EnableConfigurationProperties(StripeSettings.class)
    @Configuration(proxyBeanMethods = false)
    static class Settings {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    @Test
    void without_a_key_there_is_no_gateway() {
        service.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(PaymentGateway.class));
        service.withPropertyValues("suite.payment.stripe.api-key=")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(PaymentGateway.class));
    }

    @Test
    void a_key_switches_the_gateway_on() {
        service.withPropertyValues("suite.payment.stripe.api-key=" + KEY)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(StripeGateway.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api-key | pk_test_1 | api-key is a publishable key",
                "api-key | secret | api-key is not an API key",
                "api-key | sk_with blank | api-key is not an API key",
                "tenant-api-keys.acme | pk_test_1 | tenant-api-keys.acme is a publishable key",
                "url | http://api.stripe.com | url must begin with https://",
                "url | https://user@api.stripe.com | url must begin with https://",
                "url | https://api.stripe.com/v1 | url must begin with https://",
                "url | nonsense | url must begin with https://",
                "api-version | latest | api-version must be a version",
                "timeout | 50ms | timeout must be from 100ms to 2m",
                "timeout | 3m | timeout must be from 100ms to 2m",
                "return-url | shop.example/paid | return-url must be the address of a page",
                "return-url | http://shop.example/paid | return-url must be the address of a page",
                "return-url | javascript:alert(1) | return-url must be the address of a page",
                "webhook-secrets[0] | sk_test_1 | webhook-secrets are not all secrets of endpoints",
                "retries | -1 | retries must be from 0 to 10",
                "retries | 11 | retries must be from 0 to 10"
            })
    void a_setting_that_cannot_work_is_refused_by_name(String name, String value, String message) {
        Map<String, String> properties = new HashMap<>(Map.of("api-key", KEY));
        properties.put(name, value);

        assertThatThrownBy(() -> StripeGateways.settings(properties))
                .hasStackTraceContaining("suite.payment.stripe." + message);
    }

    @Test
    void keys_of_tenants_need_a_key_of_all_others() {
        assertThatThrownBy(() -> StripeGateways.settings(Map.of("tenant-api-keys.acme", KEY)))
                .hasStackTraceContaining("tenant-api-keys needs api-key as well");
    }

    @Test
    void no_key_is_ever_shown() {
        StripeSettings settings = StripeGateways.settings(Map.of("api-key", KEY, "tenant-api-keys.acme", KEY + "2"));

        assertThat(settings.toString()).doesNotContain("secret");
        assertThat(settings.apiKey("acme")).isEqualTo(KEY + "2");
        assertThat(settings.apiKey("any other")).isEqualTo(KEY);

        service.withPropertyValues("suite.payment.stripe.api-key=pk_test_a_secret_that_nobody_may_see")
                .run(context -> assertThat(context).getFailure().satisfies(failure -> {
                    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                        assertThat(String.valueOf(cause.getMessage())).doesNotContain("nobody_may_see");
                    }
                }));
        assertThat(StripeGateways.settings(Map.of("webhook-secrets[0]", "whsec_nobodymaysee"))
                        .toString())
                .doesNotContain("nobodymaysee");
    }
}
