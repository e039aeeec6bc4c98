package io.checkoutsuite.cart.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.AttemptFailure.PaymentFailure;
import io.checkoutsuite.cart.cart.AttemptFailure.ShortLine;
import io.checkoutsuite.cart.cart.AwaitedPayment;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.CartTotals;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.cart.NextAction;
import io.checkoutsuite.cart.checkout.CheckoutState;
import io.checkoutsuite.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Responses are stored and sent byte for byte, so the order of their members counts too. */
class ResponseJsonTests {

    private static final JsonMapper JSON = new JsonMapper();

    private static final AttemptFailure CLOSED =
            AttemptFailure.of(FailureType.INVALID_CART_STATUS, null, "The cart is CANCELLED");
    private static final AttemptFailure OUT_OF_STOCK = AttemptFailure.of(
                    FailureType.FAILED_INVENTORY_CHECK, "reserveStock", "Not enough")
            .withItemMessages(Map.of("l1", "Only 1 left"))
            .withShortLines(List.of(new ShortLine("l1", "mug", 2, 1)));
    private static final AttemptFailure DECLINED = AttemptFailure.of(
                    FailureType.FAILED_PAYMENT_TRANSACTION, "authorizePayments", "Declined")
            .withPaymentFailures(List.of(new PaymentFailure("p1", "HARD", "Refused")));

    static Stream<Arguments> submits() {
        return Stream.of(
                arguments(new CheckoutResponse.SubmittedCheckout("c1-1", "100001", cart()), """
                        {"success":true,"requestId":"c1-1","orderNumber":"100001","awaitingPaymentResult":false,"cart":<cart>}"""),
                arguments(new CheckoutResponse.RolledBack("c1-1", OUT_OF_STOCK, cart()), """
                        {"type":"/problems/failed-inventory-check","title":"There is not enough stock","status":409,\
                        "detail":"Not enough","instance":"/carts/c1/checkout","success":false,"requestId":"c1-1",\
                        "failureType":"FAILED_INVENTORY_CHECK","failureMessage":"Not enough","itemFailureMessages":{"l1":"Only 1 left"},\
                        "shortLines":[{"lineId":"l1","sku":"mug","requested":2,"available":1}],\
                        "paymentTransactionFailureDetails":[],"awaitingPaymentResult":false,"cart":<cart>}"""),
                arguments(new CheckoutResponse.RolledBack("c1-1", DECLINED, cart()), """
                        {"type":"/problems/failed-payment-transaction","title":"The payment was declined","status":402,\
                        "detail":"Declined","instance":"/carts/c1/checkout","success":false,"requestId":"c1-1",\
                        "failureType":"FAILED_PAYMENT_TRANSACTION","failureMessage":"Declined","itemFailureMessages":{},\
                        "paymentTransactionFailureDetails":[{"paymentId":"p1","declineType":"HARD","message":"Refused"}],\
                        "awaitingPaymentResult":false,"cart":<cart>}"""),
                arguments(new CheckoutResponse.AlreadySubmitted("c1-1", "100001", CLOSED, cart()), """
                        {"type":"/problems/invalid-cart-status","title":"This cart cannot be submitted","status":409,\
                        "detail":"The cart is CANCELLED","instance":"/carts/c1/checkout","success":false,"requestId":"c1-1",\
                        "orderNumber":"100001","failureType":"INVALID_CART_STATUS","failureMessage":"The cart is CANCELLED",\
                        "itemFailureMessages":{},"paymentTransactionFailureDetails":[],"awaitingPaymentResult":false,"cart":<cart>}"""),
                arguments(new CheckoutResponse.NotSubmittable(CLOSED, cart()), """
                        {"type":"/problems/invalid-cart-status","title":"This cart cannot be submitted","status":409,\
                        "detail":"The cart is CANCELLED","instance":"/carts/c1/checkout","success":false,\
                        "failureType":"INVALID_CART_STATUS","failureMessage":"The cart is CANCELLED","itemFailureMessages":{},\
                        "paymentTransactionFailureDetails":[],"awaitingPaymentResult":false,"cart":<cart>}"""));
    }

    @ParameterizedTest
    @MethodSource("submits")
    void a_submit_has_only_the_members_of_its_result(CheckoutResponse response, String expected) {
        assertThat(JSON.writeValueAsString(response))
                .isEqualTo(expected.replace("<cart>", JSON.writeValueAsString(cart())));
    }

    static Stream<Arguments> outcomes() {
        Map<String, Boolean> applied = Map.of("inventory", true);
        return Stream.of(
                arguments(new CheckoutState.Running("c1-1", "reserveStock"), """
                        {"requestId":"c1-1","state":"RUNNING","activity":"reserveStock","retryAfterSeconds":1}"""),
                arguments(new CheckoutState.Running("c1-1", null), """
                        {"requestId":"c1-1","state":"RUNNING","retryAfterSeconds":1}"""),
                arguments(new CheckoutState.Completed("c1-1", "100001", applied), """
                        {"requestId":"c1-1","state":"COMPLETED","orderNumber":"100001","applied":{"inventory":true}}"""),
                arguments(
                        new CheckoutState.RolledBack("c1-1", DECLINED, applied, List.of("reserveStock"), List.of()),
                        """
                        {"requestId":"c1-1","state":"ROLLED_BACK","activity":"authorizePayments",\
                        "failureType":"FAILED_PAYMENT_TRANSACTION","failureMessage":"Declined","applied":{"inventory":true},\
                        "compensationPending":["reserveStock"]}"""),
                arguments(
                        new CheckoutState.RolledBack("c1-1", CLOSED, applied, List.of(), List.of("reserveStock")), """
                        {"requestId":"c1-1","state":"ROLLED_BACK","failureType":"INVALID_CART_STATUS",\
                        "failureMessage":"The cart is CANCELLED","applied":{"inventory":true},"needsAttention":["reserveStock"]}"""),
                arguments(
                        new CheckoutState.AwaitingPayment(
                                "c1-1",
                                new AwaitedPayment(
                                        "p1",
                                        new NextAction("REDIRECT", "https://gateway.example/c", Map.of()),
                                        Instant.parse("2026-05-04T12:15:00Z"))),
                        """
                        {"requestId":"c1-1","state":"AWAITING_PAYMENT_FINALIZATION","paymentId":"p1","nextAction":{"type":"REDIRECT",\
                        "url":"https://gateway.example/c","data":{}},"until":"2026-05-04T12:15:00Z","retryAfterSeconds":2}"""),
                arguments(
                        new CheckoutState.AwaitingPayment(
                                "c1-1", new AwaitedPayment("p1", null, Instant.parse("2026-05-04T12:15:00Z"))),
                        """
                        {"requestId":"c1-1","state":"AWAITING_PAYMENT_RESULT","paymentId":"p1",\
                        "until":"2026-05-04T12:15:00Z","retryAfterSeconds":2}"""),
                arguments(new CheckoutState.OutcomeUnknown("c1-1", 4), """
                        {"requestId":"c1-1","state":"OUTCOME_UNKNOWN","retryAfterSeconds":4}"""));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void an_outcome_has_only_the_members_of_its_state(CheckoutState state, String expected) {
        assertThat(JSON.writeValueAsString(CheckoutOutcomeResponse.of(state))).isEqualTo(expected);
    }

    private static CartResponse cart() {
        Money none = Money.of("0.00", "GBP");
        return new CartResponse(
                "c1",
                3,
                CartStatus.IN_PROCESS,
                "GBP",
                "ann",
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new CartTotals(none, none, none, none, none, none),
                none,
                null,
                null);
    }
}
