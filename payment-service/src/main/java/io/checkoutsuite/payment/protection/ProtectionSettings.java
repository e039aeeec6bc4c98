package io.checkoutsuite.payment.protection;

import io.checkoutsuite.payment.gateway.PaymentGateway;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits of calls to remote gateways, per node. Authorizations and all other calls (look-ups, reversals, captures, refunds) are limited
 * separately, and only authorizations have a rate: money that is held can be looked up and released however many buyers pay.
 *
 * @param failureRate a gateway is not called for a while if at least this many percent of its last calls failed; a decline is no failure
 * @param window how many calls count as the last ones
 * @param minimumCalls how many calls there must have been before their rate of failures counts
 * @param openFor how long a failing gateway is not called
 * @param trialCalls how many calls are made then, before the gateway counts as available again
 * @param authorizationsPerSecond how many authorizations may begin per second
 * @param concurrentAuthorizations how many authorizations may be in progress
 * @param concurrentOperations how many other calls may be in progress
 * @param gateways settings of single gateways, by name, which replace those above
 */
@ConfigurationProperties("suite.payment.protection")
public record ProtectionSettings(
        @DefaultValue("50") int failureRate,
        @DefaultValue("20") int window,
        @DefaultValue("10") int minimumCalls,
        @DefaultValue("10s") Duration openFor,
        @DefaultValue("3") int trialCalls,
        @DefaultValue("100") int authorizationsPerSecond,
        @DefaultValue("50") int concurrentAuthorizations,
        @DefaultValue("50") int concurrentOperations,
        @DefaultValue Map<String, GatewaySettings> gateways) {

    private static final String PREFIX = "suite.payment.protection";

    /**
     * The settings of one gateway; what is not set is as for all gateways.
     *
     * @param enabled whether the gateway's calls are limited at all; by default those of every remote gateway
     */
    public record GatewaySettings(
            @Nullable Boolean enabled,
            @Nullable Integer failureRate,
            @Nullable Integer window,
            @Nullable Integer minimumCalls,
            @Nullable Duration openFor,
            @Nullable Integer trialCalls,
            @Nullable Integer authorizationsPerSecond,
            @Nullable Integer concurrentAuthorizations,
            @Nullable Integer concurrentOperations) {}

    /** The limits of one gateway. */
    record Limits(
            int failureRate,
            int window,
            int minimumCalls,
            Duration openFor,
            int trialCalls,
            int authorizationsPerSecond,
            int concurrentAuthorizations,
            int concurrentOperations) {

        private Limits validated(String prefix) {
            require(failureRate >= 1 && failureRate <= 100, prefix, "failure-rate must be from 1 to 100 (percent)");
            require(window >= 1, prefix, "window must be at least 1");
            require(
                    minimumCalls >= 1 && minimumCalls <= window,
                    prefix,
                    "minimum-calls must be from 1 to window, which is " + window);
            require(
                    openFor.compareTo(Duration.ofMillis(1)) >= 0 && openFor.compareTo(Duration.ofHours(1)) <= 0,
                    prefix,
                    "open-for must be from 1ms to 1h");
            require(trialCalls >= 1, prefix, "trial-calls must be at least 1");
            require(authorizationsPerSecond >= 1, prefix, "authorizations-per-second must be at least 1");
            require(concurrentAuthorizations >= 1, prefix, "concurrent-authorizations must be at least 1");
            require(concurrentOperations >= 1, prefix, "concurrent-operations must be at least 1");
            return this;
        }

        private static void require(boolean usable, String prefix, String rule) {
            if (!usable) {
                throw new IllegalArgumentException(prefix + "." + rule);
            }
        }
    }

    /** @throws IllegalArgumentException if a limit is out of range, of all gateways or of a single one; the message names the setting */
    public ProtectionSettings {
        gateways = Map.copyOf(gateways);
        Limits all = new Limits(
                        failureRate,
                        window,
                        minimumCalls,
                        openFor,
                        trialCalls,
                        authorizationsPerSecond,
                        concurrentAuthorizations,
                        concurrentOperations)
                .validated(PREFIX);
        gateways.forEach((name, settings) -> merged(all, settings).validated(PREFIX + ".gateways." + name));
    }

    /** The limits of this gateway; empty if its calls are not limited. */
    Optional<Limits> of(PaymentGateway gateway) {
        GatewaySettings own = gateways.get(gateway.name());
        boolean enabled = own == null || own.enabled() == null ? gateway.isRemote() : own.enabled();
        return enabled ? Optional.of(own == null ? all() : merged(all(), own)) : Optional.empty();
    }

    private Limits all() {
        return new Limits(
                failureRate,
                window,
                minimumCalls,
                openFor,
                trialCalls,
                authorizationsPerSecond,
                concurrentAuthorizations,
                concurrentOperations);
    }

    private static Limits merged(Limits all, GatewaySettings own) {
        return new Limits(
                either(own.failureRate(), all.failureRate()),
                either(own.window(), all.window()),
                either(own.minimumCalls(), all.minimumCalls()),
                either(own.openFor(), all.openFor()),
                either(own.trialCalls(), all.trialCalls()),
                either(own.authorizationsPerSecond(), all.authorizationsPerSecond()),
                either(own.concurrentAuthorizations(), all.concurrentAuthorizations()),
                either(own.concurrentOperations(), all.concurrentOperations()));
    }

    private static <T> T either(@Nullable T own, T all) {
        return own == null ? all : own;
    }
}
