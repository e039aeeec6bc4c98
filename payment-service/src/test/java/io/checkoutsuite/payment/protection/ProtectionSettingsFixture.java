package io.checkoutsuite.payment.protection;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Protection settings as a shop configures them; omitted properties have their defaults. */
final class ProtectionSettingsFixture {

    private ProtectionSettingsFixture() {}

    static ProtectionSettings with(Map<String, String> properties) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        properties.forEach((name, value) -> source.put("suite.payment.protection." + name, value));
        return new Binder(source).bindOrCreate("suite.payment.protection", ProtectionSettings.class);
    }
}
