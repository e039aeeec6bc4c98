package io.checkoutsuite.payment.authorization;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Payment settings as a shop configures them; omitted properties have their defaults. */
public final class PaymentSettingsFixture {

    private PaymentSettingsFixture() {}

    public static PaymentSettings with(Map<String, String> properties) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        properties.forEach((name, value) -> source.put("suite.payment." + name, value));
        return new Binder(source).bindOrCreate("suite.payment", PaymentSettings.class);
    }
}
