package io.checkoutsuite.payment.simulator;

import io.checkoutsuite.payment.gateway.OfflineGateway;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.settings.UnusableSettingsException;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Configuration;

/** Refuses to start the simulator next to a real gateway, that is, any gateway but the suite's own: anybody could pay with its tokens. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnSimulator
class SimulatorSettingsValidator {

    private static final Set<String> OURS = Set.of(SimulatorGateway.NAME, OfflineGateway.NAME);

    /** @throws UnusableSettingsException unless both settings allow it explicitly */
    SimulatorSettingsValidator(SimulatorSettings settings, List<PaymentGateway> gateways) {
        List<String> real = gateways.stream()
                .map(PaymentGateway::name)
                .filter(name -> !OURS.contains(name))
                .toList();
        boolean meant = Boolean.TRUE.equals(settings.enabled()) && settings.besideRealGateways();
        if (!real.isEmpty() && !meant) {
            throw new UnusableSettingsException(
                    ("The simulator is enabled next to the gateway(s) %s: anybody could pay with tok_approve. Set"
                                    + " suite.payment.simulator.enabled=false, or, if this is intended, both"
                                    + " suite.payment.simulator.enabled=true and suite.payment.simulator.beside-real-gateways=true")
                            .formatted(String.join(", ", real)));
        }
    }
}
