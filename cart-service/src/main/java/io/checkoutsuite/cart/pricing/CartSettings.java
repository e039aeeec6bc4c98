package io.checkoutsuite.cart.pricing;

import java.math.BigDecimal;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of a shop's carts.
 *
 * @param mergeLines whether the same product added twice becomes one line
 * @param guestTokens whether guests need a token for their carts
 * @param guestTokenLife how long a guest token gives access to its cart after the last change
 * @param shippingPrice flat price of a shipped group, in the cart's currency
 * @param taxPercent tax rate on goods after discounts, and on shipping
 * @param priceLife how long a cart shows its prices without comparing them with the catalog; a later read compares them
 * @param catalogCacheTtl how long a product is remembered for changes of carts; an import on another node is noticed after that time. A checkout
 *     always looks products up; zero turns the cache off
 * @param acceptLowerPrices whether a checkout accepts prices that have fallen since the buyer saw the cart; if not, it is refused, as for prices
 *     that have risen
 */
@ConfigurationProperties("suite.cart")
public record CartSettings(
        @DefaultValue("true") boolean mergeLines,
        @DefaultValue("true") boolean guestTokens,
        @DefaultValue("1h") Duration guestTokenLife,
        @DefaultValue("0") BigDecimal shippingPrice,
        @DefaultValue("0") BigDecimal taxPercent,
        @DefaultValue("1m") Duration priceLife,
        @DefaultValue("10s") Duration catalogCacheTtl,
        @DefaultValue("true") boolean acceptLowerPrices) {}
