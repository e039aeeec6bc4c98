package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.apidocs.DocumentedProblems;
import io.checkoutsuite.web.apidocs.DocumentedResponse;
import io.checkoutsuite.web.http.EntityTags;
import io.checkoutsuite.web.http.IdempotencyKey;
import io.checkoutsuite.web.problem.JsonBody;
import io.checkoutsuite.web.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A customer's current cart over HTTP, for callers that do not know its id. */
@RestController
@RequestMapping("/carts/mine")
@RequiredArgsConstructor
class CurrentCartController {

    private final CurrentCartUpdates currentCartUpdates;
    private final CartReader cartReader;

    /** 404 if there is none, or it was submitted. */
    @Operation(summary = "Returns the customer's current cart")
    @GetMapping
    @DocumentedResponse(headers = {HttpHeaders.ETAG, HttpHeaders.LOCATION})
    @DocumentedProblems("not-found")
    ResponseEntity<CartResponse> readCurrentCart(Caller caller) {
        Cart cart = cartReader.refreshed(
                currentCartUpdates.find(caller).orElseThrow(() -> ProblemException.notFound("current cart")));
        return ResponseEntity.ok()
                .eTag(EntityTags.of(cart.version()))
                .location(URI.create("/carts/" + cart.id()))
                .body(CartResponse.of(cart));
    }

    /** Creates the cart if there is none: 201, else 200. {@code Location} is its address. */
    @Operation(summary = "Adds lines to the customer's current cart, which is created if there is none")
    @PostMapping(path = "/lines", consumes = MediaType.APPLICATION_JSON_VALUE)
    @DocumentedResponse(
            body = CartResponse.class,
            headers = {HttpHeaders.ETAG, HttpHeaders.LOCATION})
    @DocumentedResponse(
            status = HttpStatus.CREATED,
            body = CartResponse.class,
            headers = {HttpHeaders.ETAG, HttpHeaders.LOCATION})
    @DocumentedProblems({"cart-locked", "cart-too-large", "too-many-requests"})
    ResponseEntity<byte[]> addLinesToCurrentCart(
            Caller caller,
            @Nullable IdempotencyKey key,
            @RequestBody JsonBody<CartRequests.AddToCurrentCartRequest> body) {
        return currentCartUpdates.add(
                caller, body.read(), IdempotentRequest.ofOptional(caller, "/carts/mine/lines", key, body));
    }
}
