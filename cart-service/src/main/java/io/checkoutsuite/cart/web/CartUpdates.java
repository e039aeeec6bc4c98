package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartBudget;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartTooLargeException;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.IdempotentResponse;
import io.checkoutsuite.cart.cart.OpenCart;
import io.checkoutsuite.cart.cart.StoredResponse;
import io.checkoutsuite.cart.pricing.CartSettings;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.EntityTags;
import io.checkoutsuite.web.http.IdempotencyKey;
import io.checkoutsuite.web.http.IfMatch;
import io.checkoutsuite.web.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The only way to change a cart: looks up the stored response, checks status and version, and makes one conditional write. */
@Component
@RequiredArgsConstructor
class CartUpdates {

    private static final int MAX_KEYS = 200;

    private final CartAccess access;
    private final Carts carts;
    private final CartSettings settings;
    private final CartBudget budget;
    private final JsonMapper json;
    private final Clock clock;

    /** Changes a cart and returns the whole cart. */
    ResponseEntity<byte[]> change(
            Caller caller,
            String cartId,
            IfMatch ifMatch,
            @Nullable IdempotentRequest idempotent,
            HttpStatus status,
            UnaryOperator<CartContent> edit) {
        Cart cart = access.own(caller, cartId);
        Optional<ResponseEntity<byte[]>> stored = storedResponse(cart, idempotent);
        if (stored.isPresent()) {
            return stored.get();
        }
        OpenCart open = requireOpen(cart);
        ifMatch.requireCurrent(cart.version());
        return change(open, idempotent, status, edit).orElseThrow(() -> lostRace(caller, cartId, cart.version()));
    }

    /** Changes an open cart that was just read; empty if another change was faster. */
    Optional<ResponseEntity<byte[]>> change(
            OpenCart open, @Nullable IdempotentRequest idempotent, HttpStatus status, UnaryOperator<CartContent> edit) {
        Cart cart = open.cart();
        Instant now = clock.instant();
        CartContent edited = edit.apply(cart.content());
        CartContent content = edited.changed(now, from -> from.plus(settings.guestTokenLife()));
        Cart changed = open.change(content);
        byte[] body = json.writeValueAsBytes(CartResponse.of(changed));
        IdempotentResponse idempotentResponse =
                idempotentResponse(cart, idempotent, status, changed.version(), body, now);
        requireRoom(cart, changed, body.length, idempotentResponse);
        return carts.change(cart, content, idempotentResponse)
                ? Optional.of(response(status, changed.version()).body(body))
                : Optional.empty();
    }

    private void requireRoom(Cart before, Cart changed, long bytes, @Nullable IdempotentResponse idempotentResponse) {
        try {
            budget.requireRoom(changed, bytes, idempotentResponse, 0);
        } catch (CartTooLargeException tooLarge) {
            budget.requireRoom(
                    changed,
                    bytes,
                    idempotentResponse,
                    budget.used(before, json.writeValueAsBytes(CartResponse.of(before)).length));
        }
    }

    private ProblemException lostRace(Caller caller, String cartId, long seen) {
        Cart now = access.own(caller, cartId);
        requireOpen(now);
        return EntityTags.stale(seen, now.version());
    }

    static OpenCart requireOpen(Cart cart) {
        return cart.asOpen()
                .orElseThrow(() -> new ProblemException(CartProblems.CART_LOCKED, "The cart is " + cart.status())
                        .with("cartStatus", cart.status()));
    }

    /** The response that is stored for this key. */
    static Optional<ResponseEntity<byte[]>> storedResponse(Cart cart, @Nullable IdempotentRequest idempotent) {
        return Optional.ofNullable(idempotent)
                .flatMap(request -> cart.responseTo(request.keyHash()).map(stored -> {
                    request.requireSameBody(stored.bodyHash());
                    return replayed(stored.response()).body(stored.response().body());
                }));
    }

    private static @Nullable IdempotentResponse idempotentResponse(
            Cart cart,
            @Nullable IdempotentRequest idempotent,
            HttpStatus status,
            long version,
            byte[] body,
            Instant now) {
        if (idempotent == null) {
            return null;
        }
        if (cart.idempotentResponses().size() >= MAX_KEYS) {
            throw new ProblemException(CartProblems.TOO_MANY_KEYS, "This cart remembers " + MAX_KEYS + " keys already");
        }
        return idempotent.respondedWith(StoredResponse.of(status.value(), version, body), now);
    }

    static ResponseEntity.BodyBuilder response(HttpStatus status, long version) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .eTag(EntityTags.of(version));
    }

    /** Starts the replay of a stored response. */
    static ResponseEntity.BodyBuilder replayed(StoredResponse stored) {
        return ResponseEntity.status(stored.status())
                .contentType(
                        stored.status() < HttpStatus.BAD_REQUEST.value()
                                ? MediaType.APPLICATION_JSON
                                : MediaType.APPLICATION_PROBLEM_JSON)
                .eTag(EntityTags.of(stored.version()))
                .header(IdempotencyKey.REPLAYED, "true");
    }
}
