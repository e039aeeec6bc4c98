package io.checkoutsuite.payment.protection;

import io.checkoutsuite.payment.gateway.GatewayConfigurationException;
import io.checkoutsuite.payment.gateway.GatewayException;
import io.checkoutsuite.payment.gateway.GatewayProtection;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.payment.protection.ProtectionSettings.Limits;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRateLimiterMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedTimeLimiterMetrics;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Protects the remote gateways of this node, each with limits of its own; their state and calls are metrics. */
@Component
final class ProtectedGateways implements GatewayProtection, DisposableBean {

    private static final String AUTHORIZATIONS = "authorizations";
    private static final String OPERATIONS = "operations";
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ProtectionSettings settings;
    private final MeterRegistry meters;
    private final Clock clock;
    private final CircuitBreakerRegistry circuits = CircuitBreakerRegistry.ofDefaults();
    private final BulkheadRegistry bulkheads = BulkheadRegistry.ofDefaults();
    private final RateLimiterRegistry rates = RateLimiterRegistry.ofDefaults();
    private final TimeLimiterRegistry times = TimeLimiterRegistry.ofDefaults();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("gateway-", 0).factory());
    private final List<ProtectedGateway> gateways = new CopyOnWriteArrayList<>();

    ProtectedGateways(ProtectionSettings settings, MeterRegistry meters, Clock clock) {
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(circuits).bindTo(meters);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
        TaggedRateLimiterMetrics.ofRateLimiterRegistry(rates).bindTo(meters);
        TaggedTimeLimiterMetrics.ofTimeLimiterRegistry(times).bindTo(meters);
    }

    @Override
    public PaymentGateway protect(PaymentGateway gateway) {
        return settings.of(gateway)
                .<PaymentGateway>map(limits -> protect(gateway, limits))
                .orElse(gateway);
    }

    private ProtectedGateway protect(PaymentGateway gateway, Limits limits) {
        String authorizations = gateway.name() + "." + AUTHORIZATIONS;
        ProtectedGateway limited = new ProtectedGateway(
                gateway,
                calls(
                        gateway,
                        AUTHORIZATIONS,
                        limits,
                        limits.concurrentAuthorizations(),
                        rates.rateLimiter(authorizations, rate(limits))),
                calls(gateway, OPERATIONS, limits, limits.concurrentOperations(), null),
                clock);
        gateways.add(limited);
        return limited;
    }

    private GatewayCalls calls(
            PaymentGateway gateway, String kind, Limits limits, int concurrent, @Nullable RateLimiter rate) {
        String name = gateway.name() + "." + kind;
        return new GatewayCalls(
                gateway.name(),
                kind,
                circuits.circuitBreaker(name, circuit(limits)),
                bulkheads.bulkhead(name, bulkhead(concurrent)),
                rate,
                times.timeLimiter(name, time(gateway.timeout())),
                threads,
                meters);
    }

    private static Supplier<CircuitBreakerConfig> circuit(Limits limits) {
        return () -> CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(limits.window())
                .minimumNumberOfCalls(limits.minimumCalls())
                .failureRateThreshold(limits.failureRate())
                .waitDurationInOpenState(limits.openFor())
                .permittedNumberOfCallsInHalfOpenState(limits.trialCalls())
                // A response is never a failure, however slow: the gateway's timeout decides.
                .slowCallRateThreshold(100)
                .slowCallDurationThreshold(Duration.ofDays(1))
                .recordExceptions(GatewayException.class)
                // The credentials of one tenant must not stop the calls of the others.
                .ignoreExceptions(GatewayConfigurationException.class)
                .build();
    }

    private static Supplier<BulkheadConfig> bulkhead(int most) {
        return () -> BulkheadConfig.custom()
                .maxConcurrentCalls(most)
                .maxWaitDuration(Duration.ZERO)
                .build();
    }

    private static Supplier<RateLimiterConfig> rate(Limits limits) {
        return () -> RateLimiterConfig.custom()
                .limitForPeriod(limits.authorizationsPerSecond())
                .limitRefreshPeriod(SECOND)
                .timeoutDuration(Duration.ZERO)
                .build();
    }

    /** A call that takes too long is not interrupted: what it has begun at the gateway cannot be taken back by that. */
    private static Supplier<TimeLimiterConfig> time(Duration timeout) {
        return () -> TimeLimiterConfig.custom()
                .timeoutDuration(timeout)
                .cancelRunningFuture(false)
                .build();
    }

    List<ProtectedGateway> gateways() {
        return gateways;
    }

    @Override
    public void destroy() {
        threads.shutdown();
    }
}
