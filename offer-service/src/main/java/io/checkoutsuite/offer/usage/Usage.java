package io.checkoutsuite.offer.usage;

import io.checkoutsuite.reservations.request.RequestState;
import io.checkoutsuite.reservations.request.ReservationRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The uses of one checkout attempt, and their state.
 *
 * @param cartId null, like the customer, if the rollback arrived before the request
 * @param since when they were committed, or requested if they are not committed
 */
public record Usage(
        String requestId,
        @Nullable String cartId,
        @Nullable String customerKey,
        List<Use> uses,
        Instant since,
        RequestState state) {

    static final String CART = "cartId";
    static final String CUSTOMER = "customerKey";
    static final String USES = "uses";

    static Usage of(ReservationRequest request) {
        return new Usage(
                request.key().requestId(),
                request.attributes().get(CART),
                request.attributes().get(CUSTOMER),
                Use.parse(request.attributes().getOrDefault(USES, "")),
                request.since(),
                request.state());
    }

    static Map<String, String> attributes(String cartId, @Nullable String customerKey, List<Use> uses) {
        return customerKey == null
                ? Map.of(CART, cartId, USES, Use.text(uses))
                : Map.of(CART, cartId, CUSTOMER, customerKey, USES, Use.text(uses));
    }
}
