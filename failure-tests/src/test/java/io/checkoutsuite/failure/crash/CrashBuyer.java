package io.checkoutsuite.failure.crash;

import io.checkoutsuite.events.ContextInfo;
import io.checkoutsuite.events.InventoryShort;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.carts.Buyer;
import io.checkoutsuite.stack.carts.CartPlan;
import io.checkoutsuite.stack.carts.CartSession;
import io.checkoutsuite.stack.carts.Step;
import io.checkoutsuite.stack.client.Credentials;
import io.checkoutsuite.stack.client.ServiceResponse;
import io.checkoutsuite.stack.client.SuiteClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** A buyer who is about to submit a cart, with articles and a code that no other buyer uses. */
final class CrashBuyer {

    private final String key = UUID.randomUUID().toString();
    private final List<String> skus = List.of("clock-" + key, "chain-" + key, "case-" + key);
    private final String code = "TEN-" + key.substring(0, 8).toUpperCase(java.util.Locale.ROOT);
    private String cartId = "";
    private String etag = "";
    private Credentials owner = Credentials.NONE;
    private final SuiteClient client;

    private CrashBuyer(SuiteClient client) {
        this.client = client;
    }

    static CrashBuyer of(Scenario scenario, SuiteClient client) {
        CrashBuyer buyer = new CrashBuyer(client);
        buyer.stocksTheShop();
        buyer.fillsTheCart(scenario);
        return buyer;
    }

    private void stocksTheShop() {
        client.importAll(
                Service.CART,
                "/catalog/imports",
                skus.stream()
                        .map(sku -> Map.of("sku", sku, "name", "Clock", "unitPrice", pounds("10.00")))
                        .toList());
        client.importAll(
                Service.INVENTORY,
                "/stock/imports",
                skus.stream().map(sku -> Map.of("sku", sku, "onHand", 5)).toList());
        Map<String, String> tenPercent =
                Map.of("name", "Ten percent off", "kind", "PERCENT", "value", "10", "target", "ORDER");
        requireOk(client.call(Service.OFFER, "PUT", "/offers/" + key, tenPercent, client.operator(), Map.of()));
        Map<String, Object> once = Map.of("offerId", key, "maxUses", 1);
        requireOk(client.call(Service.OFFER, "PUT", "/codes/" + code, once, client.operator(), Map.of()));
    }

    private void fillsTheCart(Scenario scenario) {
        CartSession session = Buyer.prepare(
                client,
                new CartPlan(
                        key,
                        null,
                        key + "@example.org",
                        "Ann",
                        "GB",
                        List.of(
                                new Step.Add(skus.stream()
                                        .map(sku -> new Step.Item(sku, 2))
                                        .toList()),
                                new Step.EnterCode(code),
                                new Step.Pay("tok_approve", Money.of("20.00", "GBP")),
                                new Step.Pay(scenario.secondToken(), null)),
                        0));
        cartId = Objects.requireNonNull(session.cartId());
        owner = session.owner();
        etag = cart().header("ETag").orElseThrow();
    }

    private static Map<String, String> pounds(String amount) {
        return Map.of("amount", amount, "currency", "GBP");
    }

    private static ServiceResponse requireOk(ServiceResponse response) {
        if (!response.ok()) {
            throw new IllegalStateException("Refused: " + response);
        }
        return response;
    }

    /**
     * Submits the cart; every call sends the same request.
     *
     * @throws Unreachable if the service does not respond
     */
    ServiceResponse submits() {
        return client.call(
                Service.CART,
                "POST",
                "/carts/" + cartId + "/checkout",
                Map.of(),
                owner,
                Map.of("If-Match", etag, "Idempotency-Key", key));
    }

    /** Reports that half of the pieces of one sold article are gone. */
    InventoryShort shortage(ServiceResponse sold) {
        return new InventoryShort(
                sold.text("requestId"),
                cartId,
                sold.text("orderNumber"),
                List.of(new InventoryShort.ShortSku(skus.getFirst(), 2, 1)),
                ContextInfo.of("default"),
                Instant.now());
    }

    ServiceResponse outcome(String requestId) {
        return client.get(Service.CART, "/checkouts/" + requestId, owner);
    }

    ServiceResponse cart() {
        return client.get(Service.CART, "/carts/" + cartId, owner);
    }

    String cartId() {
        return cartId;
    }

    String key() {
        return key;
    }

    List<String> skus() {
        return skus;
    }

    String code() {
        return code;
    }
}
