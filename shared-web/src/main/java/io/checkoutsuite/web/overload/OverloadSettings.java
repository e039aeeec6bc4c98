package io.checkoutsuite.web.overload;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much is answered at the same time. Calls of services have a share of their own: what a checkout that was let in needs of others is
 * never kept waiting by those who are not in yet.
 *
 * @param requests how many requests of buyers and staff are under way at once
 * @param serviceRequests how many calls of other services are
 * @param waiting how many requests may wait for something to happen (an outcome, an order) without counting as under way
 * @param longestWait how long a request may wait for its turn before it is refused
 * @param callerRate how many requests a second one token's subject may send
 * @param addressRate how many requests a second may come without a token from one address, behind which there may be many buyers
 * @param mostCallers how many callers' rates are remembered; the least active are forgotten first
 * @param wrongGuesses how often one caller may guess wrong at orders and codes, and then once more every 30 s
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
            throw new IllegalArgumentException("suite.overload: every limit is at least 1");
        }
    }
}
