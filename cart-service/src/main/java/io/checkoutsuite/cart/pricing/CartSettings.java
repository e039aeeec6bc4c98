package io.checkoutsuite.cart.pricing;

import io.checkoutsuite.cart.cart.CartContent;
import java.math.BigDecimal;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a shop decides about its carts.
 *
 * @param mergeLines whether the same thing added twice becomes one line
 * @param guestTokens whether guests need a token for their carts
 * @param guestTokenLife how long a guest token opens its cart after the last change
 * @param shippingPrice flat price of a shipped group, in the cart's currency
 * @param taxPercent of goods after offers, and of shipping
 * @param priceLife how long a cart shows the prices that it was last given; a later read compares them with the catalogue
 * @param acceptLowerPrices whether a checkout takes prices that have fallen since the buyer saw the cart; if not, it is refused as a risen one
 */
@ConfigurationProperties("suite.cart")
public record CartSettings(
        @DefaultValue("true") boolean mergeLines,
        @DefaultValue("true") boolean guestTokens,
        @DefaultValue("1h") Duration guestTokenLife,
        @DefaultValue("0") BigDecimal shippingPrice,
        @DefaultValue("0") BigDecimal taxPercent,
        @DefaultValue("1m") Duration priceLife,
        @DefaultValue("true") boolean acceptLowerPrices) {

    /** Most lines of a cart. */
    public int mostLines() {
        return CartContent.MOST_LINES;
    }
}
