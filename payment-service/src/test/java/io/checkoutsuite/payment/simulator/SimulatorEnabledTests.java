package io.checkoutsuite.payment.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationRequest;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse;
import io.checkoutsuite.payment.gateway.GatewayCapabilities;
import io.checkoutsuite.payment.gateway.GatewayCapabilities.Feature;
import io.checkoutsuite.payment.gateway.GatewayOperationResponse;
import io.checkoutsuite.payment.gateway.GatewayReference;
import io.checkoutsuite.payment.gateway.GatewayReversalResponse;
import io.checkoutsuite.payment.gateway.OfflineGateway;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.payment.gateway.Token;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class SimulatorEnabledTests {

    private static final String DEVELOPMENT = "suite.access.dev-secret=a-secret-that-only-tests-may-ever-use";
    private static final String ENABLED = "suite.payment.simulator.enabled=true";
    private static final String DISABLED = "suite.payment.simulator.enabled=false";
    private static final String BESIDE = "suite.payment.simulator.beside-real-gateways=true";

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withUserConfiguration(Part.class, SimulatorSettingsValidator.class, OfflineGateway.class, Settings.class);

    @EnableConfigurationProperties(SimulatorSettings.class)
    @Configuration(proxyBeanMethods = false)
    static class Settings {}

    /** Represents all parts of the simulator. */
    @ConditionalOnSimulator
    @Configuration(proxyBeanMethods = false)
    static class Part {}

    @Test
    void without_the_development_issuer_there_is_no_simulator() {
        service.run(context ->
                assertThat(context).hasNotFailed().doesNotHaveBean(Part.class).hasSingleBean(OfflineGateway.class));
        service.withPropertyValues("suite.access.dev-secret=")
                .run(context -> assertThat(context).doesNotHaveBean(Part.class));
        service.withUserConfiguration(AcmeGateway.class)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Part.class));
    }

    @Test
    void the_development_issuer_or_the_setting_switches_it_on() {
        service.withPropertyValues(DEVELOPMENT)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Part.class));
        service.withPropertyValues(ENABLED)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Part.class));
        service.withPropertyValues(DEVELOPMENT, DISABLED)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Part.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {DEVELOPMENT, ENABLED, DEVELOPMENT + "," + ENABLED, DEVELOPMENT + "," + BESIDE})
    void beside_a_real_gateway_it_is_refused(String settings) {
        service.withUserConfiguration(AcmeGateway.class)
                .withPropertyValues(settings.split(","))
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContainingAll(
                                "acme",
                                "tok_approve",
                                "suite.payment.simulator.enabled=false",
                                "beside-real-gateways"));
    }

    @Test
    void unless_both_settings_allow_it() {
        service.withUserConfiguration(AcmeGateway.class)
                .withPropertyValues(ENABLED, BESIDE)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Part.class));
        service.withUserConfiguration(AcmeGateway.class)
                .withPropertyValues(DEVELOPMENT, DISABLED)
                .run(context -> assertThat(context).hasNotFailed());
    }

    static final class AcmeGateway implements PaymentGateway {

        @Override
        public String name() {
            return "acme";
        }

        @Override
        public GatewayCapabilities capabilities() {
            return GatewayCapabilities.of(1, Feature.SEVERAL_CAPTURES);
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(20);
        }

        @Override
        public boolean accepts(Token token) {
            return true;
        }

        @Override
        public GatewayAuthorizationResponse authorize(GatewayAuthorizationRequest request) {
            return new GatewayAuthorizationResponse.Closed();
        }

        @Override
        public Optional<GatewayAuthorizationResponse> lookUp(GatewayReference reference) {
            return Optional.empty();
        }

        @Override
        public GatewayReversalResponse reverse(GatewayReference reference) {
            return new GatewayReversalResponse.NothingHeld();
        }

        @Override
        public GatewayOperationResponse capture(GatewayReference reference, String captureReference, Money amount) {
            return new GatewayOperationResponse.Refused("no");
        }

        @Override
        public GatewayOperationResponse refund(GatewayReference reference, String refundReference, Money amount) {
            return new GatewayOperationResponse.Refused("no");
        }
    }
}
