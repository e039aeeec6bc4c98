package io.checkoutsuite.payment.protection;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.LinkedHashMap;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Shows the state of each protected gateway. A gateway that fails or refuses the credentials is only a detail: the service stays up, because other
 * gateways work, and because no other node could reach that gateway either.
 */
@Component
@RequiredArgsConstructor
class GatewaysHealthIndicator implements HealthIndicator {

    private final ProtectedGateways gateways;

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        gateways.gateways().forEach(gateway -> health.withDetail(gateway.name(), details(gateway)));
        return health.build();
    }

    private static Map<String, Object> details(ProtectedGateway gateway) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("authorizations", details(gateway.authorizations()));
        details.put("operations", details(gateway.operations()));
        gateway.misconfigurations()
                .forEach((merchant, misconfiguration) -> details.put(
                        "misconfigured." + merchant,
                        misconfiguration.reason() + ", since " + misconfiguration.since()));
        return details;
    }

    private static Map<String, Object> details(GatewayCalls calls) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", calls.state() == CircuitBreaker.State.CLOSED ? "available" : "failing");
        details.put("circuit", calls.state().name());
        details.put("inProgress", calls.inProgress());
        if (calls.failureRate() >= 0) {
            details.put("failureRatePercent", Math.round(calls.failureRate()));
        }
        return details;
    }
}
