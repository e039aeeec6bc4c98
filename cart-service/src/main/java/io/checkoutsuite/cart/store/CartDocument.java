package io.checkoutsuite.cart.store;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.IdempotentResponse;
import io.checkoutsuite.mongo.TenantKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.bson.Document;
import org.springframework.data.annotation.Id;

/**
 * A cart as it is stored. The outbox fields (see {@link io.checkoutsuite.messaging.outbox.Outbox}) are further fields of the same document.
 *
 * @param id tenant/cartId
 * @param changedOn the day of the last change, in UTC, as {@code 2026-05-04}; old carts are found by it
 */
record CartDocument(
        @Id String id,
        String tenant,
        String cartId,
        long version,
        CartStatus status,
        CartContent content,
        List<AttemptDocument> attempts,
        List<IdempotentResponse> idempotentResponses,
        String changedOn) {

    static final String COLLECTION = "carts";

    static String id(String tenant, String cartId) {
        return new TenantKey(tenant, cartId).id();
    }

    /** Reads the key of a cart; no other member has to be there. */
    static Carts.Key key(Document stored) {
        return new Carts.Key(stored.getString("tenant"), stored.getString("cartId"));
    }

    static String day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
    }

    static CartDocument of(Cart cart) {
        return new CartDocument(
                id(cart.tenant(), cart.id()),
                cart.tenant(),
                cart.id(),
                cart.version(),
                cart.status(),
                cart.content(),
                cart.attempts().stream().map(AttemptDocument::of).toList(),
                cart.idempotentResponses(),
                day(cart.content().changedAt()));
    }

    /** @throws RuntimeException if the document contradicts itself */
    Cart cart() {
        return new Cart(
                cartId,
                tenant,
                version,
                status,
                content,
                attempts.stream().map(AttemptDocument::attempt).toList(),
                idempotentResponses);
    }
}
