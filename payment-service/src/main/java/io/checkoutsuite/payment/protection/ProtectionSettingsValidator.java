package io.checkoutsuite.payment.protection;

import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.settings.UnusableSettingsException;
import java.util.List;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Refuses to start with limits for a gateway that does not exist: they would apply to none, and the gateway that is meant would have others. */
@Component
class ProtectionSettingsValidator {

    /** @throws UnusableSettingsException naming the unknown gateways and the known ones */
    ProtectionSettingsValidator(ProtectionSettings settings, List<PaymentGateway> gateways) {
        TreeSet<String> known =
                new TreeSet<>(gateways.stream().map(PaymentGateway::name).toList());
        TreeSet<String> unknown = new TreeSet<>(settings.gateways().keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new UnusableSettingsException(
                    "suite.payment.protection.gateways has settings for %s, but the gateways are %s"
                            .formatted(String.join(", ", unknown), String.join(", ", known)));
        }
    }
}
