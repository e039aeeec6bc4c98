package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.CART;
import static io.checkoutsuite.stack.Service.INVENTORY;
import static io.checkoutsuite.stack.Service.ORDER;
import static io.checkoutsuite.stack.Service.PAYMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.acceptance.Shop.StockLevel;
import io.checkoutsuite.test.http.ApiResponse;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JourneyTests {

    @Test
    void the_journey_of_the_contract_works_exactly_so() {
        Shop.stocks("85123A", "WHITE HANGING HEART T-LIGHT HOLDER", "2.55", 500);
        Shop.stocks("22423", "REGENCY CAKESTAND 3 TIER", "12.75", 100);

        ApiResponse cart =
                Api.post(CART, "/carts").body("application/json", """
                        {"currency":"GBP","contact":{"email":"ann@example.org"},
                         "lines":[{"sku":"85123A","quantity":6},{"sku":"22423","quantity":1}],
                         "shippingAddress":{"name":"Ann","line1":"1 High St","city":"Leeds","postalCode":"LS1 1AA","country":"GB"}}""").send().is(201);
        String path = "/carts/" + cart.text("/id");
        String guest = cart.header("Guest-Token");
        assertThat(cart.header("Location")).isEqualTo(path);
        assertThat(cart.header("ETag")).isEqualTo("\"1\"");
        assertThat(guest).isNotEmpty();
        assertThat(cart.number("/version")).isEqualTo(1);
        assertThat(cart.text("/status")).isEqualTo("IN_PROCESS");
        assertThat(cart.texts("/lines", "/sku")).containsExactly("85123A", "22423");
        assertThat(cart.text("/lines/0/name")).isEqualTo("WHITE HANGING HEART T-LIGHT HOLDER");
        assertThat(cart.number("/lines/0/quantity")).isEqualTo(6);
        assertThat(cart.text("/lines/0/unitPrice/amount")).isEqualTo("2.55");
        assertThat(cart.text("/lines/0/total/amount")).isEqualTo("15.30");
        assertThat(cart.text("/totals/items/amount")).isEqualTo("28.05");
        assertThat(List.of("offers", "fulfillment", "tax", "fees"))
                .allSatisfy(part ->
                        assertThat(cart.text("/totals/" + part + "/amount")).isEqualTo("0.00"));
        assertThat(cart.text("/totals/total/amount")).isEqualTo("28.05");
        assertThat(cart.text("/openAmount/amount")).isEqualTo("28.05");
        assertThat(cart.at("/payments").isEmpty()).isTrue();
        assertThat(cart.at("/codes").isEmpty()).isTrue();

        ApiResponse paid = Api.post(CART, path + "/payments")
                .with("If-Match", "\"1\"")
                .with("Guest-Token", guest)
                .body("application/json", "{\"gateway\":\"simulator\",\"token\":\"tok_approve\"}")
                .send()
                .is(201);
        assertThat(paid.header("ETag")).isEqualTo("\"2\"");
        assertThat(paid.text("/openAmount/amount")).isEqualTo("0.00");

        ApiResponse submitted = Api.post(CART, path + "/checkout")
                .with("If-Match", "\"2\"")
                .with("Guest-Token", guest)
                .with("Idempotency-Key", "k1")
                .body("application/json", "{}")
                .send()
                .is(200);
        assertThat(submitted.at("/success").asBoolean()).isTrue();
        assertThat(submitted.text("/cart/status")).isEqualTo("SUBMITTED");
        String number = submitted.text("/orderNumber");
        assertThat(number).isNotEmpty();

        ApiResponse outcome = Api.get(CART, "/checkouts/" + submitted.text("/requestId"))
                .with("Guest-Token", guest)
                .send()
                .is(200);
        assertThat(outcome.text("/state")).isEqualTo("COMPLETED");
        assertThat(outcome.text("/orderNumber")).isEqualTo(number);
        assertThat(outcome.at("/applied"))
                .isEqualTo(Api.JSON.readTree("{\"order\":true,\"inventory\":true,\"offer\":true,\"payment\":true}"));

        ApiResponse order = Api.post(ORDER, "/orders/lookups")
                .json(Map.of("number", number, "email", "ann@example.org"))
                .send()
                .is(200);
        assertThat(order.texts("/lines", "/sku")).containsExactly("85123A", "22423");
        assertThat(order.text("/totals/total/amount")).isEqualTo("28.05");

        ApiResponse stock = Api.get(INVENTORY, "/stock/85123A").send().is(200);
        assertThat(stock.text("/sku")).isEqualTo("85123A");
        assertThat(Shop.stockLevel("85123A")).isEqualTo(StockLevel.sold(6, 500));
        assertThat(Shop.stockLevel("22423")).isEqualTo(StockLevel.sold(1, 100));
    }

    @Test
    void a_registered_customer_pays_a_discounted_cart_with_two_means_of_payment() {
        String teapot = Shop.sells("TEAPOT", "20.00", 10);
        String cup = Shop.sells("CUP", "3.33", 10);
        String code = Shop.tenPercentOff(5);
        String name = Shop.unique("carol");
        Buyer carol = Buyer.customer(name).puts(1, teapot).puts(3, cup).enters(code);
        // 20.00 + 9.99, ten percent off, to the penny
        assertThat(carol.cart().text("/totals/offers/amount")).isEqualTo("3.00");
        assertThat(carol.cart().text("/totals/total/amount")).isEqualTo("26.99");

        ApiResponse submitted = carol.paysWith("tok_approve", "10.00")
                .paysWith("tok_approve")
                .submits()
                .is(200);
        carol.settledOutcome(submitted.text("/requestId"));

        ApiResponse order = Api.get(ORDER, "/orders/" + submitted.text("/orderNumber"))
                .byCustomer(name)
                .send()
                .is(200);
        assertThat(order.text("/customerId")).isEqualTo(name);
        assertThat(order.texts("/payments", "/amount/amount")).containsExactlyInAnyOrder("10.00", "16.99");
        assertThat(sum(order.texts("/lines", "/discount/amount"))).isEqualTo("3.00");
        assertThat(Shop.stockLevel(cup)).isEqualTo(StockLevel.sold(3, 10));
        assertThat(Shop.uses(code)).isEqualTo(new Shop.Uses(5, 0, 1, 4));
        assertThat(Api.get(ORDER, "/orders?customerId=" + name)
                        .byCustomer(name)
                        .send()
                        .texts("/items", "/number"))
                .containsExactly(submitted.text("/orderNumber"));
        ApiResponse payments = Api.get(PAYMENT, "/payments?orderNumber=" + submitted.text("/orderNumber"))
                .byOperator()
                .send();
        assertThat(payments.texts("/items", "/authorizationState")).containsExactly("BOUND", "BOUND");
        Api.get(PAYMENT, "/payments/" + payments.text("/items/0/paymentId"))
                .byCustomer(name)
                .send()
                .is(200);
    }

    @Test
    void a_cart_that_costs_nothing_needs_no_payment() {
        String leaflet = Shop.sells("LEAFLET", "0.00", 10);

        Buyer buyer = Buyer.guest().puts(2, leaflet);
        ApiResponse submitted = buyer.submits().is(200);

        buyer.settledOutcome(submitted.text("/requestId"));
        assertThat(buyer.order().is(200).text("/totals/total/amount")).isEqualTo("0.00");
        assertThat(Shop.stockLevel(leaflet)).isEqualTo(StockLevel.sold(2, 10));
        assertThat(GatewayHolds.of(submitted.text("/requestId")).all()).isEmpty();
    }

    @Test
    void a_cart_that_is_picked_up_needs_no_address() {
        String lamp = Shop.sells("LAMP", "15.00", 3);

        Buyer buyer = Buyer.guest().whoPicksUpAt("leeds-station").puts(1, lamp).paysWith("tok_approve");
        ApiResponse submitted = buyer.submits().is(200);

        buyer.settledOutcome(submitted.text("/requestId"));
        assertThat(buyer.order().is(200).text("/status")).isEqualTo("CREATED");
        assertThat(buyer.order().at("/shipments").size()).isEqualTo(1);
        assertThat(submitted.text("/cart/fulfillmentGroups/0/pickupLocation")).isEqualTo("leeds-station");
    }

    private static String sum(List<String> amounts) {
        return amounts.stream()
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .toPlainString();
    }

    @Test
    void an_outcome_is_streamed_until_every_service_has_applied_it() {
        Buyer ann = Buyer.guest().puts(1, Shop.sells("mug", "8.50", 10)).paysWith("tok_approve");
        String requestId = ann.submits().is(200).text("/requestId");

        ApiResponse stream = ann.request("/checkouts/" + requestId)
                .with("Accept", "text/event-stream")
                .send();

        String events = new String(stream.body(), StandardCharsets.UTF_8);
        assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
        assertThat(events.strip().lines().filter(line -> line.startsWith("event:")))
                .isNotEmpty()
                .allMatch(line -> line.equals("event:COMPLETED"));
        assertThat(events.strip().lines().toList().getLast())
                .contains("\"order\":true", "\"inventory\":true", "\"offer\":true", "\"payment\":true");
    }

    @Test
    void without_its_token_a_guest_cart_reads_without_anything_that_says_whose_it_is() {
        Buyer ann = Buyer.guest().puts(1, Shop.sells("mug", "8.50", 10)).paysWith("tok_approve");

        ApiResponse cart = Api.get(CART, "/carts/" + ann.cartId()).send().is(200);

        assertThat(cart.text("/totals/total/amount")).isEqualTo("8.50");
        assertThat(new String(cart.body(), StandardCharsets.UTF_8))
                .doesNotContain(ann.email(), "1 High St", "simulator");
    }
}
