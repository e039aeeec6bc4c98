package io.checkoutsuite.messaging;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How dead letters are kept and who sees them.
 *
 * @param unassignedTenant whose operators see the letters of tenants that do not exist, or that name none
 * @param largestKept bodies and headers up to this size are kept with the letter; of larger ones only the beginning is, and a redrive reads
 *     the record from its topic
 */
@ConfigurationProperties("suite.messaging.dead-letters")
record DeadLetterSettings(
        @DefaultValue("default") String unassignedTenant,
        @DefaultValue("256KB") DataSize largestKept) {}
