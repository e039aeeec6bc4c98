package io.checkoutsuite.cart.reconcile;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the services are compared.
 *
 * @param enabled whether it is done on a schedule; operators may at any time
 * @param interval between two runs on schedule
 * @param lookBack how far back a run on schedule looks
 * @param wholeInterval between two runs on schedule that read every cart; those between read what was decided or taken since the last
 * @param grace what is younger may be on its way and is not looked at
 * @param mostFindings how many findings of a run are listed and repaired, at most 5,000: they are kept in one document
 * @param repairWait how long a run waits to see its repairs take effect
 * @param repair whether a run on schedule publishes decided events again that did not reach a service
 * @param repairAfter how long after the decision it does so first; each further time after twice as long
 */
@ConfigurationProperties("suite.reconciliation")
public record ReconciliationSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("5m") Duration interval,
        @DefaultValue("1d") Duration lookBack,
        @DefaultValue("1d") Duration wholeInterval,
        @DefaultValue("30s") Duration grace,
        @DefaultValue("500") int mostFindings,
        @DefaultValue("10s") Duration repairWait,
        @DefaultValue("true") boolean repair,
        @DefaultValue("2m") Duration repairAfter) {

    private static final int MOST_FINDINGS = 5_000;

    public ReconciliationSettings {
        if (grace.isNegative() || repairWait.isNegative() || !repairAfter.isPositive()) {
            throw new IllegalArgumentException(
                    "suite.reconciliation: grace and repair-wait must not be negative, repair-after must be positive");
        }
        if (mostFindings < 1 || mostFindings > MOST_FINDINGS) {
            throw new IllegalArgumentException("suite.reconciliation.most-findings is between 1 and " + MOST_FINDINGS);
        }
    }
}
