package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.cart.Answer;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartBudget;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.CurrentCarts;
import io.checkoutsuite.cart.cart.KeyedAnswer;
import io.checkoutsuite.cart.editing.CartEditing;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.problem.Errors;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
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
class CurrentCart {

    private static final int MOST_TRIES = 100;

    private final CurrentCarts currentCarts;
    private final Carts carts;
    private final CartChanges changes;
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

    ResponseEntity<byte[]> add(Caller caller, CartRequests.AddToCurrent wanted, IdempotencyKey key) {
        for (int i = 0; i < MOST_TRIES; i++) {
            Current current = current(caller);
            Optional<ResponseEntity<byte[]>> added = answeredBefore(caller, current, key);
            if (added.isEmpty()) {
                added = current.cart().isEmpty()
                        ? open(caller, current, wanted, key)
                        : change(caller, current, current.cart().get(), wanted, key);
            }
            if (added.isPresent()) {
                return added.get();
            }
        }
        throw new ProblemException(Problems.UNAVAILABLE, "There are too many concurrent additions to this cart")
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
    private Optional<ResponseEntity<byte[]>> answeredBefore(Caller caller, Current current, IdempotencyKey key) {
        Optional<ResponseEntity<byte[]>> here = current.cart().flatMap(cart -> known(cart, key));
        if (here.isPresent() || key.hash() == null || current.number() == 1) {
            return here;
        }
        String before = CurrentCarts.cartId(caller.tenant(), current.customerId(), current.number() - 1);
        return carts.find(caller.tenant(), before).flatMap(cart -> known(cart, key));
    }

    private static Optional<ResponseEntity<byte[]>> known(Cart cart, IdempotencyKey key) {
        return CartChanges.known(cart, key).map(answer -> located(answer, cart.id()));
    }

    /** Empty if the caller has to retry, because the cart was opened or removed in the meantime. */
    private Optional<ResponseEntity<byte[]>> open(
            Caller caller, Current current, CartRequests.AddToCurrent wanted, IdempotencyKey key) {
        Instant now = clock.instant();
        CartContent empty = CartContent.empty(NewCarts.currency(wanted.currency()), current.customerId(), null, now);
        CartContent content = editing.addLines(caller.tenant(), empty, wanted.wanted());
        Cart opened = Cart.opened(current.cartId(), caller.tenant(), CartStatus.IN_PROCESS, content, List.of());
        byte[] body = json.writeValueAsBytes(CartView.of(opened));
        budget.requireRoom(opened, body.length);
        Cart remembered = Cart.opened(opened.id(), opened.tenant(), opened.status(), content, keyed(key, body, now));
        // A purge increases the number before it removes the cart. While the number is the same, no cart of this id
        // was removed.
        if (currentCarts.number(caller.tenant(), current.customerId()) != current.number() || !carts.open(remembered)) {
            return Optional.empty();
        }
        return Optional.of(located(
                CartChanges.answer(HttpStatus.CREATED, opened.version(), body).body(body), opened.id()));
    }

    private static List<KeyedAnswer> keyed(IdempotencyKey key, byte[] body, Instant now) {
        return key.hash() == null
                ? List.of()
                : List.of(
                        new KeyedAnswer(key.hash(), key.bodyHash(), Answer.of(HttpStatus.CREATED.value(), body), now));
    }

    /** Empty if the caller has to retry, because the cart was changed in the meantime or is no longer current. */
    private Optional<ResponseEntity<byte[]>> change(
            Caller caller, Current current, Cart cart, CartRequests.AddToCurrent wanted, IdempotencyKey key) {
        if (isOver(cart, caller)) {
            currentCarts.moveOn(caller.tenant(), current.customerId(), current.number());
            return Optional.empty();
        }
        CartChanges.requireOpen(cart);
        if (!cart.content().currency().getCurrencyCode().equals(wanted.currency())) {
            throw new Errors()
                    .add(
                            "/currency",
                            "wrong-currency",
                            "The cart is in " + cart.content().currency())
                    .problem();
        }
        return changes.change(
                        cart,
                        key,
                        HttpStatus.OK,
                        content -> editing.addLines(caller.tenant(), content, wanted.wanted()))
                .map(answer -> located(answer, cart.id()));
    }

    private static ResponseEntity<byte[]> located(ResponseEntity<byte @Nullable []> answer, String cartId) {
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .location(URI.create("/carts/" + cartId))
                .body(answer.getBody());
    }
}
