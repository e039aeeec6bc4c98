package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartBudget;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.CurrentCarts;
import io.checkoutsuite.cart.cart.IdempotentResponse;
import io.checkoutsuite.cart.cart.OpenCart;
import io.checkoutsuite.cart.cart.StoredResponse;
import io.checkoutsuite.cart.editing.CartEditing;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import io.checkoutsuite.web.problem.ValidationErrors;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The cart that a customer adds to without its id. A customer has one at a time, even if several devices add the first lines concurrently.
 * Adding needs no version, because it does not conflict with other additions: a later one applies to the result of the earlier one.
 */
@Component
@RequiredArgsConstructor
class CurrentCartUpdates {

    private static final int MAX_ATTEMPTS = 100;

    private final CurrentCarts currentCarts;
    private final Carts carts;
    private final CartUpdates cartUpdates;
    private final CartEditing editing;
    private final CartBudget budget;
    private final JsonMapper json;
    private final Clock clock;

    /** The number of a customer's current cart, with the cart if it exists. */
    private record Current(String customerId, long number, String cartId, Optional<Cart> cart) {}

    /** Empty if the customer has no current cart. */
    Optional<Cart> find(Caller caller) {
        return current(caller).cart().filter(cart -> !isOver(cart, caller));
    }

    ResponseEntity<byte[]> add(
            Caller caller, CartRequests.AddToCurrentCartRequest request, @Nullable IdempotentRequest idempotent) {
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            Current current = current(caller);
            Optional<ResponseEntity<byte[]>> added = previousResponse(caller, current, idempotent);
            if (added.isEmpty()) {
                added = current.cart().isEmpty()
                        ? open(caller, current, request, idempotent)
                        : change(caller, current, current.cart().get(), request, idempotent);
            }
            if (added.isPresent()) {
                return added.get();
            }
        }
        throw new ProblemException(
                        Problems.TEMPORARILY_UNAVAILABLE, "There are too many concurrent additions to this cart")
                .withHeader(HttpHeaders.RETRY_AFTER, "1");
    }

    private Current current(Caller caller) {
        String customerId = Objects.requireNonNull(caller.subject(), "the access rules admit only customers");
        long number = currentCarts.number(caller.tenant(), customerId);
        String cartId = CurrentCarts.cartId(caller.tenant(), customerId, number);
        return new Current(customerId, number, cartId, carts.find(caller.tenant(), cartId));
    }

    private static boolean isOver(Cart cart, Caller caller) {
        return cart.status() == CartStatus.SUBMITTED
                || cart.status() == CartStatus.CANCELLED
                || cart.status() == CartStatus.REJECTED
                || !caller.isCustomer(cart.content().customerId());
    }

    /** The response that is stored for this key, in this cart or in the previous one, which may have been submitted since. */
    private Optional<ResponseEntity<byte[]>> previousResponse(
            Caller caller, Current current, @Nullable IdempotentRequest idempotent) {
        Optional<ResponseEntity<byte[]>> here = current.cart().flatMap(cart -> storedResponse(cart, idempotent));
        if (here.isPresent() || idempotent == null || current.number() == 1) {
            return here;
        }
        String before = CurrentCarts.cartId(caller.tenant(), current.customerId(), current.number() - 1);
        return carts.find(caller.tenant(), before).flatMap(cart -> storedResponse(cart, idempotent));
    }

    private static Optional<ResponseEntity<byte[]>> storedResponse(Cart cart, @Nullable IdempotentRequest idempotent) {
        return CartUpdates.storedResponse(cart, idempotent).map(response -> withLocation(response, cart.id()));
    }

    /** Empty if the caller has to retry, because the cart was opened or removed in the meantime. */
    private Optional<ResponseEntity<byte[]>> open(
            Caller caller,
            Current current,
            CartRequests.AddToCurrentCartRequest request,
            @Nullable IdempotentRequest idempotent) {
        Instant now = clock.instant();
        CartContent empty =
                CartContent.empty(Currency.getInstance(request.currency()), current.customerId(), null, now);
        CartContent content = editing.addLines(caller.tenant(), empty, request.toInputs());
        Cart opened = Cart.opened(current.cartId(), caller.tenant(), CartStatus.IN_PROCESS, content, List.of());
        byte[] body = json.writeValueAsBytes(CartResponse.of(opened));
        budget.requireRoom(opened, body.length);
        Cart remembered = Cart.opened(
                opened.id(),
                opened.tenant(),
                opened.status(),
                content,
                idempotentResponses(idempotent, opened.version(), body, now));
        // A purge increases the number before it removes the cart. While the number is the same, no cart of this id
        // was removed.
        if (currentCarts.number(caller.tenant(), current.customerId()) != current.number() || !carts.open(remembered)) {
            return Optional.empty();
        }
        return Optional.of(withLocation(
                CartUpdates.response(HttpStatus.CREATED, opened.version()).body(body), opened.id()));
    }

    private static List<IdempotentResponse> idempotentResponses(
            @Nullable IdempotentRequest idempotent, long version, byte[] body, Instant now) {
        return idempotent == null
                ? List.of()
                : List.of(idempotent.respondedWith(StoredResponse.of(HttpStatus.CREATED.value(), version, body), now));
    }

    /** Empty if the caller has to retry, because the cart was changed in the meantime or is no longer current. */
    private Optional<ResponseEntity<byte[]>> change(
            Caller caller,
            Current current,
            Cart cart,
            CartRequests.AddToCurrentCartRequest request,
            @Nullable IdempotentRequest idempotent) {
        if (isOver(cart, caller)) {
            currentCarts.advance(caller.tenant(), current.customerId(), current.number());
            return Optional.empty();
        }
        OpenCart open = CartUpdates.requireOpen(cart);
        if (!cart.content().currency().getCurrencyCode().equals(request.currency())) {
            throw new ValidationErrors()
                    .add(
                            "/currency",
                            "wrong-currency",
                            "The cart is in " + cart.content().currency())
                    .problem();
        }
        return cartUpdates
                .change(
                        open,
                        idempotent,
                        HttpStatus.OK,
                        content -> editing.addLines(caller.tenant(), content, request.toInputs()))
                .map(response -> withLocation(response, cart.id()));
    }

    private static ResponseEntity<byte[]> withLocation(ResponseEntity<byte @Nullable []> response, String cartId) {
        return ResponseEntity.status(response.getStatusCode())
                .headers(response.getHeaders())
                .location(URI.create("/carts/" + cartId))
                .body(response.getBody());
    }
}
