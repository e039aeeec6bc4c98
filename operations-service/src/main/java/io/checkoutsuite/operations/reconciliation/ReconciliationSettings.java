package io.checkoutsuite.operations.reconciliation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the reconciliation.
 *
 * @param enabled whether it runs on a schedule; operators can start a run at any time
 * @param interval between two scheduled runs
 * @param lookBack how far back a scheduled run looks
 * @param fullInterval between two full runs, which read every cart; the runs in between read what was decided or reserved since the last one
 * @param grace what is more recent may still be in flight and is not checked
 * @param maxFindings how many findings of a run are listed and repaired, at most 5,000, because they are stored in one document
 * @param repairWait how long a run waits for its repairs to take effect
 * @param repair whether a scheduled run republishes outcome events that did not reach a participant
 * @param repairAfter how long after the decision it first does so; the delay doubles each time
 */
@ConfigurationProperties("suite.reconciliation")
public record ReconciliationSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("5m") Duration interval,
        @DefaultValue("1d") Duration lookBack,
        @DefaultValue("1d") Duration fullInterval,
        @DefaultValue("30s") Duration grace,
        @DefaultValue("500") int maxFindings,
        @DefaultValue("10s") Duration repairWait,
        @DefaultValue("true") boolean repair,
        @DefaultValue("2m") Duration repairAfter) {

    private static final int MAX_FINDINGS = 5_000;

    public ReconciliationSettings {
        if (grace.isNegative() || repairWait.isNegative() || !repairAfter.isPositive()) {
            throw new IllegalArgumentException(
                    "suite.reconciliation: grace and repair-wait must not be negative, repair-after must be positive");
        }
        if (maxFindings < 1 || maxFindings > MAX_FINDINGS) {
            throw new IllegalArgumentException("suite.reconciliation.max-findings is between 1 and " + MAX_FINDINGS);
        }
    }
}
