package io.checkoutsuite.payment.journey;

import io.checkoutsuite.payment.PaymentApplication;
import io.checkoutsuite.payment.stripe.StripeStub;
import io.checkoutsuite.test.servers.TestServersInitializer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** Runs the whole service against a real broker and database; all tests of the module share one instance. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = PaymentApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=payment",
            "suite.access.dev-secret=a-secret-that-only-tests-may-ever-use",
            "suite.access.tenants=default,other",
            "suite.payment.lease=2s",
            "suite.payment.in-progress-timeout=5s",
            "suite.payment.look-up-back-off=10ms",
            "suite.payment.pending-types=WIRE,CHECK",
            "suite.payment.detached-credits=true",
            "suite.payment.result-look-up-back-off=100ms",
            "suite.payment.reversal-back-off=300ms",
            "suite.payment.reversal-retries=3",
            "suite.payment.recovery-interval=200ms",
            "management.prometheus.metrics.export.enabled=true",
            // Its connection is cut by many tests, each for one request; no other test must notice.
            "suite.payment.protection.gateways.switchable.window=1000",
            "suite.payment.protection.gateways.switchable.minimum-calls=1000",
            "suite.payment.stripe.api-key=" + StripeStub.API_KEY,
            "suite.payment.stripe.timeout=1s",
            "suite.payment.stripe.webhook-secrets=" + StripeStub.WEBHOOK_SECRET,
            "suite.payment.simulator.enabled=true",
            "suite.payment.simulator.beside-real-gateways=true",
            "suite.payment.simulator.timeout=150ms",
            "suite.payment.simulator.slow-for=1s",
            "suite.payment.simulator.pending-for=400ms",
            "suite.payment.simulator.webhook-url="
        })
@ContextConfiguration(initializers = {TestServersInitializer.class, CartServiceStub.class, StripeAccount.class})
@Import({SwitchableGateway.class, FraudScreeningStub.class, PaymentApiClient.class, Broker.class, CartServiceStub.class
})
public @interface PaymentServiceTest {}
