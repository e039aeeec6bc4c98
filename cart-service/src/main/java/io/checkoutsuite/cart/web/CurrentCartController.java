package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.Versions;
import io.checkoutsuite.web.problem.JsonBodies;
import io.checkoutsuite.web.problem.ProblemException;
import java.net.URI;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A customer's current cart over HTTP, for callers that do not know its id. */
@RestController
@RequestMapping("/carts/mine")
@RequiredArgsConstructor
class CurrentCartController {

    private final CurrentCart currentCart;
    private final CartReadings readings;
    private final JsonBodies bodies;

    /** 404 if there is none, or it was submitted. */
    @GetMapping
    ResponseEntity<CartView> read(Caller caller) {
        Cart cart = readings.upToDate(
                currentCart.find(caller).orElseThrow(() -> ProblemException.notFound("current cart")));
        return ResponseEntity.ok()
                .eTag(Versions.etag(cart.version()))
                .location(URI.create("/carts/" + cart.id()))
                .body(CartView.of(cart));
    }

    /** Creates the cart if there is none: 201, else 200. {@code Location} is its address. */
    @PostMapping(path = "/lines", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> addLines(
            Caller caller,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestBody byte[] body) {
        return currentCart.add(
                caller,
                bodies.read(body, CartRequests.AddToCurrent.class),
                IdempotencyKey.of(caller, "/carts/mine/lines", key, body));
    }
}
