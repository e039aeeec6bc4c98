package io.checkoutsuite.payment.gateway;

import java.util.Set;

/**
 * What a gateway can do.
 *
 * @param priority split payments are authorized in this order, smallest first
 */
public record GatewayCapabilities(int priority, Set<Feature> features) {

    /** What not every gateway can do. */
    public enum Feature {
        /** It can capture the money at checkout. */
        SALE_AT_CHECKOUT,
        /** One order may have several payments with this gateway. */
        SEVERAL_PAYMENTS,
        /** One hold can be captured in several parts; otherwise the first capture releases the rest. */
        SEVERAL_CAPTURES,
        /** A third party's account is confirmed rather than authorized, because the buyer has already approved the payment there. */
        CONFIRMATION,
        /** A capture or sale can be cancelled before it is settled. */
        VOID,
        /** A part of a hold can be released while the rest stays held. */
        PARTIAL_REVERSAL,
        /** It can pay money to the buyer that was not captured before. */
        DETACHED_CREDIT
    }

    public GatewayCapabilities {
        features = Set.copyOf(features);
    }

    public static GatewayCapabilities of(int priority, Feature... features) {
        return new GatewayCapabilities(priority, Set.of(features));
    }

    public boolean supports(Feature feature) {
        return features.contains(feature);
    }
}
