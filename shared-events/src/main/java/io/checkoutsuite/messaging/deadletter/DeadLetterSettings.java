package io.checkoutsuite.messaging.deadletter;

import io.checkoutsuite.settings.UnusableSettingsException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How dead letters are stored and who can see them.
 *
 * @param unassignedTenant the tenant whose operators see dead letters that name no tenant or an unknown one; by default the only tenant, or
 *     {@code default} if there are several
 * @param maxStoredSize bodies and headers up to this size are stored with the dead letter; of larger ones only the beginning is stored, and a
 *     redrive reads the record from its topic
 */
@ConfigurationProperties("suite.messaging.dead-letters")
record DeadLetterSettings(
        @Nullable String unassignedTenant,
        @DefaultValue("256KB") DataSize maxStoredSize) {

    private static final String DEFAULT = "default";

    /**
     * Returns these settings with an unassigned tenant that exists.
     *
     * @throws UnusableSettingsException if the unassigned tenant does not exist: nobody could see those dead letters
     */
    DeadLetterSettings resolve(Set<String> tenants) {
        String wanted = unassignedTenant != null
                ? unassignedTenant
                : tenants.size() == 1 ? tenants.iterator().next() : DEFAULT;
        if (!tenants.contains(wanted)) {
            throw new UnusableSettingsException(
                    "suite.messaging.dead-letters.unassigned-tenant is %s, which is not one of suite.access.tenants (%s): nobody could see dead letters of unknown tenants"
                            .formatted(wanted, String.join(", ", new TreeSet<>(tenants))));
        }
        return new DeadLetterSettings(wanted, maxStoredSize);
    }
}
