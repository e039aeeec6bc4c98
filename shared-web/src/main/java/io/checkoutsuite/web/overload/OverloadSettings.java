package io.checkoutsuite.web.overload;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of concurrent requests and of request rates. Calls from services have a separate limit, so that the calls of an admitted checkout never
 * wait behind requests that are not yet admitted.
 *
 * @param requests how many requests of buyers and staff may run concurrently
 * @param serviceRequests how many calls from other services may run concurrently
 * @param waiting how many requests may wait for something to happen (an outcome, an order) without counting as running
 * @param longestWait how long a request may wait for a permit before it is refused
 * @param callerRate how many requests per second one token's subject may send
 * @param addressRate how many requests per second without a token one address may send, which many buyers may share
 * @param mostCallers how many callers' rates are remembered; the least active are forgotten first
 * @param wrongGuesses how many wrong guesses at orders and codes one caller may make, and then one more every 30 s
 */
@ConfigurationProperties("suite.overload")
public record OverloadSettings(
        @DefaultValue("200") int requests,
        @DefaultValue("400") int serviceRequests,
        @DefaultValue("1000") int waiting,
        @DefaultValue("500ms") Duration longestWait,
        @DefaultValue("200") int callerRate,
        @DefaultValue("1000") int addressRate,
        @DefaultValue("100000") int mostCallers,
        @DefaultValue("10") int wrongGuesses) {

    public OverloadSettings {
        if (requests < 1
                || serviceRequests < 1
                || waiting < 1
                || callerRate < 1
                || addressRate < 1
                || mostCallers < 1
                || wrongGuesses < 1
                || longestWait.isNegative()) {
            throw new IllegalArgumentException("suite.overload: every limit must be at least 1");
        }
    }
}
