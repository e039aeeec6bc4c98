package io.checkoutsuite.messaging;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How dead letters are kept and who sees them.
 *
 * @param unassignedTenant whose operators see the letters of tenants that do not exist, or that name none; the only tenant, or {@code default}
 *     if there are several
 * @param largestKept bodies and headers up to this size are kept with the letter; of larger ones only the beginning is, and a redrive reads
 *     the record from its topic
 */
@ConfigurationProperties("suite.messaging.dead-letters")
record DeadLetterSettings(
        @Nullable String unassignedTenant,
        @DefaultValue("256KB") DataSize largestKept) {

    private static final String DEFAULT = "default";

    /**
     * These settings with an unassigned tenant that exists.
     *
     * @throws IllegalStateException if it is none of the tenants: nobody could see those letters
     */
    DeadLetterSettings among(Set<String> tenants) {
        String wanted = unassignedTenant != null
                ? unassignedTenant
                : tenants.size() == 1 ? tenants.iterator().next() : DEFAULT;
        if (!tenants.contains(wanted)) {
            throw new IllegalStateException(
                    "suite.messaging.dead-letters.unassigned-tenant is %s, which is none of suite.access.tenants (%s): nobody would see dead letters of unknown tenants"
                            .formatted(wanted, String.join(", ", new TreeSet<>(tenants))));
        }
        return new DeadLetterSettings(wanted, largestKept);
    }
}
