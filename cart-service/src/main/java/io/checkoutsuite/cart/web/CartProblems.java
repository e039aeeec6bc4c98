package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.web.problem.ProblemType;
import io.checkoutsuite.web.problem.ProblemTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** The problem types of carts and checkouts, in addition to the shared ones. */
@Component
final class CartProblems implements ProblemTypes {

    static final ProblemType GUEST_TOKEN_REQUIRED = new ProblemType(
            "guest-token-required",
            HttpStatus.UNAUTHORIZED,
            "This guest cart requires a valid Guest-Token",
            "Send the Guest-Token that was returned when the cart was created. It must not have expired.");
    static final ProblemType CART_LOCKED = new ProblemType(
            "cart-locked",
            HttpStatus.CONFLICT,
            "This cart cannot be changed in its current status",
            "A cart cannot be changed while it is being checked out, and after it was submitted.");
    static final ProblemType IN_PROGRESS = new ProblemType(
            "checkout-in-progress",
            HttpStatus.CONFLICT,
            "This cart is being checked out",
            "Retry after Retry-After seconds with the same Idempotency-Key, or call GET /checkouts/{requestId}.");
    static final ProblemType TOO_MANY_ATTEMPTS = new ProblemType(
            "too-many-attempts",
            HttpStatus.CONFLICT,
            "This cart has had too many checkout attempts",
            "Create a new cart. The limit prevents the testing of stolen cards.");
    static final ProblemType TOO_MANY_KEYS = new ProblemType(
            "too-many-keys",
            HttpStatus.CONFLICT,
            "This cart remembers no more Idempotency-Keys",
            "Send the change without an Idempotency-Key, or create a new cart.");
    static final ProblemType CART_TOO_LARGE = new ProblemType(
            "cart-too-large",
            HttpStatus.UNPROCESSABLE_CONTENT,
            "This cart would become too large",
            "used and limit are the stored size of the cart in bytes, including one more checkout. Remove something, or create a second cart.");
    static final ProblemType CODE_REFUSED = new ProblemType(
            "code-refused",
            HttpStatus.UNPROCESSABLE_CONTENT,
            "This code gives no discount on this cart",
            "The error's code gives the reason: unknown, not valid now, used up, or not applicable to the cart's content.");

    @Override
    public List<ProblemType> all() {
        return Stream.concat(
                        Stream.of(
                                GUEST_TOKEN_REQUIRED,
                                CART_LOCKED,
                                IN_PROGRESS,
                                TOO_MANY_ATTEMPTS,
                                TOO_MANY_KEYS,
                                CART_TOO_LARGE,
                                CODE_REFUSED),
                        Arrays.stream(FailureType.values()).map(CartProblems::of))
                .toList();
    }

    static ProblemType of(FailureType failure) {
        return new ProblemType(
                failure.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                status(failure),
                title(failure),
                explanation(failure));
    }

    private static HttpStatus status(FailureType failure) {
        return switch (failure) {
            case FAILED_PAYMENT_TRANSACTION, PAYMENT_REQUIRES_3DS_VERIFICATION -> HttpStatus.PAYMENT_REQUIRED;
            case INVALID_CART_STATUS, FAILED_INVENTORY_CHECK, CHECKOUT_ABANDONED -> HttpStatus.CONFLICT;
            case INVALID_CART_ITEM_CONFIG,
                    INVALID_FULFILLMENT,
                    INVALID_CART_PRICING,
                    STALE_CART_PRICING_HIGHER,
                    STALE_CART_PRICING_LOWER,
                    INVALID_PAYMENT_CONFIG,
                    INVALID_OFFER_OR_OFFER_CODE_USAGE,
                    CHECKOUT_VETOED -> HttpStatus.UNPROCESSABLE_CONTENT;
            case SERVICE_UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }

    private static String explanation(FailureType failure) {
        return switch (failure) {
            case SERVICE_UNAVAILABLE ->
                "The checkout was rolled back and nothing is held. Submit the cart again after Retry-After seconds, with a new Idempotency-Key: this response belongs to the old one.";
            case CHECKOUT_ABANDONED ->
                "The checkout was rolled back and nothing is held. Submit the cart again with a new Idempotency-Key: this response belongs to the old one.";
            default ->
                "The checkout was rolled back and nothing is held. failureType, itemFailureMessages and the other members say what to correct.";
        };
    }

    private static String title(FailureType failure) {
        return switch (failure) {
            case INVALID_CART_STATUS -> "This cart cannot be submitted";
            case INVALID_CART_ITEM_CONFIG -> "Some lines have to be corrected";
            case INVALID_FULFILLMENT -> "The delivery details are incomplete";
            case INVALID_CART_PRICING -> "The cart's prices are not valid";
            case STALE_CART_PRICING_HIGHER -> "The cart costs more than was shown";
            case STALE_CART_PRICING_LOWER -> "The cart costs less than was shown";
            case INVALID_PAYMENT_CONFIG -> "The payments do not match the total";
            case FAILED_INVENTORY_CHECK -> "There is not enough stock";
            case INVALID_OFFER_OR_OFFER_CODE_USAGE -> "An offer or code cannot be used";
            case FAILED_PAYMENT_TRANSACTION -> "The payment was declined";
            case PAYMENT_REQUIRES_3DS_VERIFICATION -> "The payment requires the buyer's authentication";
            case CHECKOUT_ABANDONED -> "The checkout was interrupted";
            case CHECKOUT_VETOED -> "The checkout was not allowed";
            case SERVICE_UNAVAILABLE -> "A service that the checkout needs does not answer";
        };
    }
}
