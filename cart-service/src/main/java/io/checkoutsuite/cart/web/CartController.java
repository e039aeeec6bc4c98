package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.EnteredCode;
import io.checkoutsuite.cart.editing.CartEditing;
import io.checkoutsuite.limits.OfferCode;
import io.checkoutsuite.web.access.AccessHeaders;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.apidocs.AcceptsGuestToken;
import io.checkoutsuite.web.apidocs.DocumentedProblems;
import io.checkoutsuite.web.apidocs.DocumentedResponse;
import io.checkoutsuite.web.http.EntityTags;
import io.checkoutsuite.web.http.IdempotencyKey;
import io.checkoutsuite.web.http.IfMatch;
import io.checkoutsuite.web.overload.CallerKey;
import io.checkoutsuite.web.overload.GuessLimits;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.JsonBody;
import io.checkoutsuite.web.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Carts over HTTP. Every change sends the version that it read, and returns the whole cart. */
@RestController
@RequestMapping("/carts")
@RequiredArgsConstructor
class CartController {

    private final CartCreation cartCreation;
    private final CartReader cartReader;
    private final CartUpdates cartUpdates;
    private final CartEditing editing;
    private final GuessLimits guesses;

    @Operation(summary = "Creates a cart, with lines if they are given")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @DocumentedResponse(
            status = HttpStatus.CREATED,
            body = CartResponse.class,
            headers = {HttpHeaders.ETAG, HttpHeaders.LOCATION, AccessHeaders.GUEST_TOKEN})
    @DocumentedProblems({"not-found", "cart-too-large"})
    ResponseEntity<byte[]> createCart(
            Caller caller,
            CallerKey callerKey,
            @Nullable IdempotencyKey key,
            @RequestBody JsonBody<CartRequests.CreateCartRequest> body) {
        return cartCreation.create(
                caller, callerKey, body.read(), IdempotentRequest.ofOptional(caller, "/carts", key, body));
    }

    @Operation(summary = "Returns a cart with current prices")
    @GetMapping("/{cartId}")
    @AcceptsGuestToken(required = false)
    @DocumentedResponse(headers = HttpHeaders.ETAG)
    ResponseEntity<CartResponse> readCart(Caller caller, @PathVariable String cartId) {
        CartResponse cart = cartReader.view(caller, cartId);
        return ResponseEntity.ok().eTag(EntityTags.of(cart.version())).body(cart);
    }

    @Operation(summary = "Adds one or several lines to a cart")
    @PostMapping(path = "/{cartId}/lines", consumes = MediaType.APPLICATION_JSON_VALUE)
    @DocumentedCartChange
    @DocumentedResponse(body = CartResponse.class, headers = HttpHeaders.ETAG)
    ResponseEntity<byte[]> addLines(
            Caller caller,
            @PathVariable String cartId,
            IfMatch ifMatch,
            @Nullable IdempotencyKey key,
            @RequestBody JsonBody<CartRequests.AddLinesRequest> body) {
        return cartUpdates.change(
                caller,
                cartId,
                ifMatch,
                IdempotentRequest.ofOptional(caller, "/carts/" + cartId + "/lines", key, body),
                HttpStatus.OK,
                content ->
                        editing.addLines(caller.tenant(), content, body.read().toInputs()));
    }

    @Operation(summary = "Changes the quantity of a line")
    @PatchMapping(
            path = "/{cartId}/lines/{lineId}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/*+json"})
    @DocumentedCartChange
    @DocumentedResponse(body = CartResponse.class, headers = HttpHeaders.ETAG)
    ResponseEntity<byte[]> changeLine(
            Caller caller,
            @PathVariable String cartId,
            @PathVariable String lineId,
            IfMatch ifMatch,
            @RequestBody JsonBody<CartRequests.ChangeLineRequest> body) {
        return change(
                caller,
                cartId,
                ifMatch,
                content -> editing.changeQuantity(
                        caller.tenant(), content, lineId, body.read().quantity()));
    }

    @Operation(summary = "Removes a line from a cart")
    @DeleteMapping("/{cartId}/lines/{lineId}")
    @DocumentedCartChange
    @DocumentedResponse(body = CartResponse.class, headers = HttpHeaders.ETAG)
    ResponseEntity<byte[]> removeLine(
            Caller caller, @PathVariable String cartId, @PathVariable String lineId, IfMatch ifMatch) {
        return change(caller, cartId, ifMatch, content -> editing.removeLine(caller.tenant(), content, lineId));
    }

    @Operation(summary = "Sets the contact for messages about the cart and its order")
    @PutMapping(path = "/{cartId}/contact", consumes = MediaType.APPLICATION_JSON_VALUE)
    @DocumentedCartChange
    @DocumentedResponse(body = CartResponse.class, headers = HttpHeaders.ETAG)
    ResponseEntity<byte[]> setContact(
            Caller caller,
            @PathVariable String cartId,
            IfMatch ifMatch,
            @RequestBody JsonBody<CartRequests.ContactRequest> body) {
        return change(
                caller,
                cartId,
                ifMatch,
                content ->
                        editing.setContact(caller.tenant(), content, body.read().contact()));
    }

    @Operation(summary = "Replaces the fulfillment groups, which tell where each line goes")
    @PutMapping(path = "/{cartId}/fulfillment-groups", consumes = MediaType.APPLICATION_JSON_VALUE)
    @DocumentedCartChange
    @DocumentedResponse(body = CartResponse.class, headers = HttpHeaders.ETAG)
    ResponseEntity<byte[]> setFulfillmentGroups(
            Caller caller,
            @PathVariable String cartId,
            IfMatch ifMatch,
            @RequestBody JsonBody<CartRequests.SetFulfillmentGroupsRequest> body) {
        return change(
                caller,
                cartId,
                ifMatch,
                content -> editing.setFulfillmentGroups(
                        caller.tenant(),
                        content,
                        body.read().groups().stream()
                                .map(CartRequests.FulfillmentGroupRequest::toInput)
                                .toList()));
    }

    @Operation(summary = "Enters a code, which is refused if it gives no discount")
    @PutMapping("/{cartId}/codes/{code}")
    @DocumentedCartChange
    @DocumentedProblems("code-refused")
    @DocumentedResponse(body = CartResponse.class, headers = HttpHeaders.ETAG)
    ResponseEntity<byte[]> addCode(
            Caller caller,
            CallerKey callerKey,
            @PathVariable String cartId,
            @PathVariable String code,
            IfMatch ifMatch) {
        try (GuessLimits.Guess guess = guesses.begin(callerKey, caller.tenant() + "/" + cartId)) {
            return change(
                    caller,
                    cartId,
                    ifMatch,
                    content -> accepted(
                            editing.addCode(caller.tenant(), content, code), OfferCode.canonical(code), guess));
        }
    }

    /** Refuses a code that gives no discount, with the reason, instead of storing it. */
    private static CartContent accepted(CartContent content, String code, GuessLimits.Guess guess) {
        content.codes().stream()
                .filter(entered -> entered.code().equals(code) && !entered.takesEffect())
                .findFirst()
                .ifPresent(refused -> {
                    if (!refused.exists()) {
                        guess.wrong();
                    }
                    throw new ProblemException(
                            CartProblems.CODE_REFUSED,
                            message(refused),
                            List.of(new FieldError("path:code", reasonCode(refused), message(refused))));
                });
        return content;
    }

    private static String reasonCode(EnteredCode refused) {
        return refused.status().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String message(EnteredCode refused) {
        return refused.reason() == null ? "The code cannot be used" : refused.reason();
    }

    @Operation(summary = "Removes a code from a cart")
    @DeleteMapping("/{cartId}/codes/{code}")
    @DocumentedCartChange
    @DocumentedResponse(body = CartResponse.class, headers = HttpHeaders.ETAG)
    ResponseEntity<byte[]> removeCode(
            Caller caller, @PathVariable String cartId, @PathVariable String code, IfMatch ifMatch) {
        return change(caller, cartId, ifMatch, content -> editing.removeCode(caller.tenant(), content, code));
    }

    @Operation(summary = "Adds a payment, which is authorized only when the cart is submitted")
    @PostMapping(path = "/{cartId}/payments", consumes = MediaType.APPLICATION_JSON_VALUE)
    @DocumentedCartChange
    @DocumentedResponse(status = HttpStatus.CREATED, body = CartResponse.class, headers = HttpHeaders.ETAG)
    ResponseEntity<byte[]> addPayment(
            Caller caller,
            @PathVariable String cartId,
            IfMatch ifMatch,
            @Nullable IdempotencyKey key,
            @RequestBody JsonBody<CartRequests.AddPaymentRequest> body) {
        return cartUpdates.change(
                caller,
                cartId,
                ifMatch,
                IdempotentRequest.ofOptional(caller, "/carts/" + cartId + "/payments", key, body),
                HttpStatus.CREATED,
                content ->
                        editing.addPayment(caller.tenant(), content, body.read().toInput()));
    }

    @Operation(summary = "Removes a payment from a cart")
    @DeleteMapping("/{cartId}/payments/{paymentId}")
    @DocumentedCartChange
    @DocumentedResponse(body = CartResponse.class, headers = HttpHeaders.ETAG)
    ResponseEntity<byte[]> removePayment(
            Caller caller, @PathVariable String cartId, @PathVariable String paymentId, IfMatch ifMatch) {
        return change(caller, cartId, ifMatch, content -> editing.removePayment(caller.tenant(), content, paymentId));
    }

    private ResponseEntity<byte[]> change(
            Caller caller, String cartId, IfMatch ifMatch, UnaryOperator<CartContent> edit) {
        return cartUpdates.change(caller, cartId, ifMatch, null, HttpStatus.OK, edit);
    }
}
