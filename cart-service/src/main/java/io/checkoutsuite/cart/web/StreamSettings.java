package io.checkoutsuite.cart.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many event streams may be open at once. Each of them polls every service several times a second.
 *
 * @param total of all callers together
 * @param perCaller of one token subject
 * @param perAddress of one address without a token, which many buyers may share
 */
@ConfigurationProperties("suite.checkout.streams")
record StreamSettings(
        @DefaultValue("500") int total,
        @DefaultValue("20") int perCaller,
        @DefaultValue("100") int perAddress) {

    StreamSettings {
        if (total < 1 || perCaller < 1 || perAddress < 1) {
            throw new IllegalArgumentException("suite.checkout.streams: every limit must be at least 1");
        }
    }
}
