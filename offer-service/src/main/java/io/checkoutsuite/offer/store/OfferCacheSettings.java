package io.checkoutsuite.offer.store;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the cache of offers.
 *
 * @param automaticTtl how long a tenant's automatic offers are remembered for the pricing of carts; a change on another node is noticed after
 *     that time. Codes and limits are always looked up; zero turns the cache off
 */
@ConfigurationProperties("suite.offer.cache")
record OfferCacheSettings(@DefaultValue("2s") Duration automaticTtl) {}
