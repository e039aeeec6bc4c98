package shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.checkoutsuite.stack.Service;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClientResponseException;
import shop.cart.api.CartApi;
import shop.cart.api.CheckoutApi;
import shop.cart.api.CurrentCartApi;
import shop.cart.api.DevTokenApi;
import shop.cart.api.OutcomeApi;
import shop.cart.model.AddLinesRequest;
import shop.cart.model.AddPaymentRequest;
import shop.cart.model.AddToCurrentCartRequest;
import shop.cart.model.AddressRequest;
import shop.cart.model.CartLineRequest;
import shop.cart.model.CartResponse;
import shop.cart.model.CartStatus;
import shop.cart.model.CheckoutOutcomeResponse;
import shop.cart.model.CheckoutOutcomeState;
import shop.cart.model.ContactRequest;
import shop.cart.model.CreateCartRequest;
import shop.cart.model.DevTokenRequest;
import shop.cart.model.FailedCheckout;
import shop.cart.model.FailureType;
import shop.cart.model.FieldError;
import shop.cart.model.FulfillmentGroupRequest;
import shop.cart.model.FulfillmentGroupType;
import shop.cart.model.Problem;
import shop.cart.model.SetFulfillmentGroupsRequest;
import shop.cart.model.SubmitCartRequest;
import shop.cart.model.SubmittedCheckout;
import shop.inventory.api.StockApi;
import shop.inventory.model.StockResponse;
import shop.order.api.GuestLookupApi;
import shop.order.api.OrderApi;
import shop.order.model.GuestLookupRequest;
import shop.order.model.OrderLine;
import shop.order.model.OrderResponse;
import shop.order.model.OrderSummaryResponse;
import shop.order.model.OrderSummaryResponsePage;

/** A shop that knows the services only through clients that are generated from their API documents. */
public final class ShopJourney implements Runnable {

    /** For optional headers and parameters. */
    private static final String NONE = null;

    private final String sku;
    private final shop.cart.ApiClient cartService = new shop.cart.ApiClient();
    private final shop.order.ApiClient orderService = new shop.order.ApiClient();
    private final shop.inventory.ApiClient inventoryService = new shop.inventory.ApiClient();

    private final CartApi carts = new CartApi(cartService);
    private final CurrentCartApi currentCart = new CurrentCartApi(cartService);
    private final CheckoutApi checkouts = new CheckoutApi(cartService);
    private final OutcomeApi outcomes = new OutcomeApi(cartService);
    private final OrderApi orders = new OrderApi(orderService);

    /** @param sku an article for 8.50 GBP that nobody else buys */
    public ShopJourney(Function<Service, URI> addresses, String sku) {
        this.sku = sku;
        cartService.setBasePath(addresses.apply(Service.CART).toString());
        orderService.setBasePath(addresses.apply(Service.ORDER).toString());
        inventoryService.setBasePath(addresses.apply(Service.INVENTORY).toString());
    }

    @Override
    public void run() {
        aGuestBuysOnce();
        aCustomerBuysTwice();
    }

    private void aGuestBuysOnce() {
        ResponseEntity<CartResponse> created = carts.createCartWithHttpInfo(
                new CreateCartRequest()
                        .currency("GBP")
                        .contact(new ContactRequest().email("ann@example.org"))
                        .lines(List.of(new CartLineRequest().sku(sku).quantity(2L)))
                        .shippingAddress(new AddressRequest()
                                .line1("1 High St")
                                .city("Leeds")
                                .country("GB")),
                NONE,
                NONE);
        CartResponse cart = created.getBody();
        cartService.setApiKey(created.getHeaders().getFirst("Guest-Token"));
        assertThat(cart.getStatus()).isEqualTo(CartStatus.IN_PROCESS);
        assertThat(cart.getTotals().getTotal().getAmount()).isEqualTo("17.00");

        ResponseEntity<CartResponse> paid = pays(cart.getId(), version(created), "tok_approve");
        assertThat(paid.getBody().getOpenAmount().getAmount()).isEqualTo("0.00");

        RestClientResponseException stale = refusal(() -> carts.addLines(
                cart.getId(), version(created), new AddLinesRequest().sku(sku).quantity(1L), NONE, NONE));
        assertThat(stale.getStatusCode().value()).isEqualTo(412);
        assertThat(stale.getResponseHeaders().getETag()).isEqualTo(version(paid));
        assertThat(stale.getResponseBodyAs(Problem.class).getType()).isEqualTo("/problems/stale-version");

        Problem invalid = refusal(() -> carts.addLines(
                        cart.getId(),
                        version(paid),
                        new AddLinesRequest().sku("no such article").quantity(1L),
                        NONE,
                        NONE))
                .getResponseBodyAs(Problem.class);
        assertThat(invalid.getErrors()).extracting(FieldError::getPointer).containsExactly("/sku");

        SubmitCartRequest request =
                new SubmitCartRequest().expectedTotal(cart.getTotals().getTotal());
        String key = UUID.randomUUID().toString();
        ResponseEntity<SubmittedCheckout> submitted =
                checkouts.submitWithHttpInfo(cart.getId(), version(paid), key, NONE, NONE, request);
        ResponseEntity<SubmittedCheckout> repeated =
                checkouts.submitWithHttpInfo(cart.getId(), version(paid), key, NONE, NONE, request);
        assertThat(submitted.getBody().getSuccess()).isTrue();
        assertThat(submitted.getBody().getCart().getStatus()).isEqualTo(CartStatus.SUBMITTED);
        assertThat(repeated.getHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
        assertThat(repeated.getBody()).isEqualTo(submitted.getBody());

        String number = submitted.getBody().getOrderNumber();
        CheckoutOutcomeResponse outcome =
                outcomes.readOutcome(submitted.getBody().getRequestId(), "wait=20; stage=all-applied", NONE);
        assertThat(outcome.getState()).isEqualTo(CheckoutOutcomeState.COMPLETED);
        assertThat(outcome.getOrderNumber()).isEqualTo(number);
        assertThat(outcome.getApplied())
                .isEqualTo(Map.of("order", true, "inventory", true, "offer", true, "payment", true));

        OrderResponse order = new GuestLookupApi(orderService)
                .lookUpOrder(new GuestLookupRequest().number(number).email("ann@example.org"), NONE);
        assertThat(order.getLines()).extracting(OrderLine::getSku).containsExactly(sku);
        assertThat(order.getTotals().getTotal().getAmount()).isEqualTo("17.00");

        StockResponse stock = new StockApi(inventoryService).readStock(sku, NONE, NONE);
        assertThat(stock.getHardReserved()).isEqualTo(2);
    }

    private void aCustomerBuysTwice() {
        String token = new DevTokenApi(cartService)
                .issueToken(
                        new DevTokenRequest().sub("hannah-" + UUID.randomUUID()).scope("customer"))
                .getAccessToken();
        cartService.setApiKey(null);
        cartService.setBearerToken(token);
        orderService.setBearerToken(token);

        String first = buysAfterADeclinedPayment();
        String second = buysAfterADeclinedPayment();

        OrderSummaryResponsePage newest = orders.listOrders(NONE, NONE, NONE, NONE, 1, NONE);
        OrderSummaryResponsePage oldest = orders.listOrders(NONE, NONE, NONE, newest.getNext(), 1, NONE);
        assertThat(newest.getItems())
                .extracting(OrderSummaryResponse::getNumber)
                .containsExactly(second);
        assertThat(oldest.getItems())
                .extracting(OrderSummaryResponse::getNumber)
                .containsExactly(first);
        assertThat(oldest.getNext()).isNull();
    }

    /** Returns the number of the order. */
    private String buysAfterADeclinedPayment() {
        ResponseEntity<CartResponse> filled = currentCart.addLinesToCurrentCartWithHttpInfo(
                new AddToCurrentCartRequest().currency("GBP").sku(sku).quantity(1L), NONE, NONE);
        String cartId = filled.getBody().getId();
        ResponseEntity<CartResponse> toPickUp = carts.setFulfillmentGroupsWithHttpInfo(
                cartId,
                version(filled),
                new SetFulfillmentGroupsRequest()
                        .groups(List.of(new FulfillmentGroupRequest()
                                .type(FulfillmentGroupType.PICKUP)
                                .pickupLocation("leeds-station"))),
                NONE);
        ResponseEntity<CartResponse> unpayable = pays(cartId, version(toPickUp), "tok_decline_soft");

        RestClientResponseException declined = refusal(() -> checkouts.submit(
                cartId, version(unpayable), UUID.randomUUID().toString(), NONE, NONE, new SubmitCartRequest()));
        FailedCheckout failed = declined.getResponseBodyAs(FailedCheckout.class);
        assertThat(failed.getFailureType()).isEqualTo(FailureType.FAILED_PAYMENT_TRANSACTION);
        assertThat(failed.getRequestId()).isEqualTo(cartId + "-1");
        assertThat(failed.getPaymentTransactionFailureDetails()).hasSize(1);

        ResponseEntity<CartResponse> unpaid = carts.removePaymentWithHttpInfo(
                cartId,
                failed.getCart().getPayments().getFirst().getId(),
                declined.getResponseHeaders().getETag(),
                NONE);
        ResponseEntity<CartResponse> paid = pays(cartId, version(unpaid), "tok_approve");
        SubmittedCheckout submitted = checkouts.submit(
                cartId, version(paid), UUID.randomUUID().toString(), NONE, NONE, new SubmitCartRequest());
        outcomes.readOutcome(submitted.getRequestId(), "wait=20; stage=all-applied", NONE);
        return submitted.getOrderNumber();
    }

    private ResponseEntity<CartResponse> pays(String cartId, String version, String token) {
        return carts.addPaymentWithHttpInfo(
                cartId, version, new AddPaymentRequest().gateway("simulator").token(token), NONE, NONE);
    }

    private static String version(ResponseEntity<?> response) {
        return response.getHeaders().getETag();
    }

    private static RestClientResponseException refusal(ThrowingCallable call) {
        return catchThrowableOfType(RestClientResponseException.class, call);
    }
}
