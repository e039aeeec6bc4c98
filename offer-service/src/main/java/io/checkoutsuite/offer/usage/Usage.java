package io.checkoutsuite.offer.usage;

import io.checkoutsuite.reservations.ReleaseReason;
import io.checkoutsuite.reservations.RequestEvent;
import io.checkoutsuite.reservations.ReservationRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The uses of one checkout attempt, and their state.
 *
 * @param reason why the uses were released; null while they are reserved or committed
 * @param until the end of the lease of reserved uses
 * @param since when they were committed, or requested if they are not committed
 */
public record Usage(
        String requestId,
        @Nullable String cartId,
        @Nullable String customerKey,
        State state,
        @Nullable ReleaseReason reason,
        List<Use> uses,
        Instant until,
        Instant since) {

    static final String CART = "cartId";
    static final String CUSTOMER = "customerKey";
    static final String USES = "uses";

    /** The state of the uses. */
    public enum State {
        RESERVED,
        COMMITTED,
        RELEASED
    }

    static Usage of(ReservationRequest request) {
        return new Usage(
                request.key().requestId(),
                request.attributes().get(CART),
                request.attributes().get(CUSTOMER),
                switch (request.state()) {
                    case RESERVED, REACQUIRING -> State.RESERVED;
                    case COMMITTED -> State.COMMITTED;
                    case RELEASED -> State.RELEASED;
                },
                request.reason(),
                Use.parse(request.attributes().getOrDefault(USES, "")),
                request.until(),
                request.eventTimes().getOrDefault(RequestEvent.COMMITTED, request.createdAt()));
    }

    static Map<String, String> attributes(String cartId, @Nullable String customerKey, List<Use> uses) {
        return customerKey == null
                ? Map.of(CART, cartId, USES, Use.text(uses))
                : Map.of(CART, cartId, CUSTOMER, customerKey, USES, Use.text(uses));
    }
}
