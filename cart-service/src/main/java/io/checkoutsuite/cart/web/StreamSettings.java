package io.checkoutsuite.cart.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many streams of events are open at once. Each asks every service several times a second how its checkout stands.
 *
 * @param most of all callers together
 * @param perCaller of one token's subject
 * @param perAddress without a token from one address, behind which there may be many buyers
 */
@ConfigurationProperties("suite.checkout.streams")
record StreamSettings(
        @DefaultValue("500") int most,
        @DefaultValue("20") int perCaller,
        @DefaultValue("100") int perAddress) {

    StreamSettings {
        if (most < 1 || perCaller < 1 || perAddress < 1) {
            throw new IllegalArgumentException("suite.checkout.streams: every limit is at least 1");
        }
    }
}
