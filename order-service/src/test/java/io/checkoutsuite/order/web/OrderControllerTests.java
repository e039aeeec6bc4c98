package io.checkoutsuite.order.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.order.OrderServiceTest;
import io.checkoutsuite.order.SaleFixture;
import io.checkoutsuite.order.order.PlaceOrder;
import io.checkoutsuite.test.http.ApiClient;
import io.checkoutsuite.test.http.ApiResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@OrderServiceTest
@RequiredArgsConstructor
class OrderControllerTests {

    private final ApiClient api;
    private final PlaceOrder placeOrder;

    @Test
    void customers_read_their_order_by_number_and_by_cart() {
        SaleFixture sale = sold(SaleFixture.ofCustomer(aCustomer()));
        ApiClient customer = api.customer(sale.customerId());

        ApiResponse byNumber = customer.get("/orders/" + sale.number());

        assertThat(byNumber.status()).isEqualTo(200);
        assertThat(customer.get("/orders/" + sale.cartId()).text()).isEqualTo(byNumber.text());
        JsonNode order = byNumber.json();
        assertThat(order.get("number").asString()).isEqualTo(sale.number());
        assertThat(order.get("status").asString()).isEqualTo("CREATED");
        assertThat(order.at("/totals/total/amount").asString()).isEqualTo("15.20");
        assertThat(order.at("/lines/0/unitPrice/amount").asString()).isEqualTo("2.55");
        assertThat(order.at("/lines/0/attributes/gift.wrap").asString()).isEqualTo("red");
        assertThat(order.at("/shipments/0/number").asString()).isEqualTo(sale.number() + "-1");
        assertThat(order.at("/shipments/0/address/postalCode").asString()).isEqualTo("LS1 1AA");
        assertThat(order.at("/payments/0/status").asString()).isEqualTo("AUTHORIZED");
        assertThat(order.get("submittedAt").asString()).isEqualTo("2026-05-04T10:15:30Z");
    }

    @Test
    void somebody_elses_order_is_not_there() {
        SaleFixture sale = sold(SaleFixture.ofCustomer(aCustomer()));
        SaleFixture guests = sold(SaleFixture.ofGuest());

        assertThat(api.customer("eve").get("/orders/" + sale.number()).status()).isEqualTo(404);
        assertThat(api.customer("eve").get("/orders/" + sale.cartId()).status()).isEqualTo(404);
        assertThat(api.customer("eve").get("/orders/" + guests.number()).status())
                .isEqualTo(404);
        assertThat(api.as(sale.customerId(), "customer", "other")
                        .get("/orders/" + sale.number())
                        .status())
                .isEqualTo(404);
        assertThat(api.get("/orders/" + guests.number()).status()).isEqualTo(401);
        assertThat(api.customer("eve").get("/orders/" + sale.number()).text())
                .isEqualTo(api.customer("eve")
                        .get("/orders/unknown")
                        .text()
                        .replace("/orders/unknown", "/orders/" + sale.number()));
    }

    @Test
    void staff_and_services_read_every_order_of_their_tenant() {
        SaleFixture sale = sold(SaleFixture.ofGuest());

        assertThat(api.as("sam", "csr").get("/orders/" + sale.number()).status())
                .isEqualTo(200);
        assertThat(api.operator().get("/orders/" + sale.cartId()).status()).isEqualTo(200);
        assertThat(api.service().get("/orders/" + sale.number()).status()).isEqualTo(200);
        assertThat(api.as("cart-service", "service", "other")
                        .get("/orders/" + sale.number())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void customers_list_only_their_own_orders() {
        SaleFixture sale = sold(SaleFixture.ofCustomer(aCustomer()));
        SaleFixture others = sold(SaleFixture.ofCustomer(aCustomer()));
        ApiClient customer = api.customer(sale.customerId());

        assertThat(numbers(customer.get("/orders"))).containsExactly(sale.number());
        assertThat(numbers(customer.get("/orders?customerId=" + sale.customerId())))
                .containsExactly(sale.number());
        assertThat(numbers(customer.get("/orders?customerId=" + others.customerId())))
                .isEmpty();
        assertThat(numbers(customer.get("/orders?cartId=" + others.cartId()))).isEmpty();
        assertThat(numbers(api.service().get("/orders?cartId=" + others.cartId())))
                .containsExactly(others.number());
    }

    @Test
    void lists_come_newest_first_and_page_by_page_with_nothing_left_out() {
        String customer = aCustomer();
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            newestFirst.addFirst(sold(SaleFixture.ofCustomer(customer)).number());
        }

        List<String> seen = new ArrayList<>();
        String next = "";
        while (next != null) {
            ApiResponse page = api.operator()
                    .get("/orders?limit=2&status=CREATED&customerId=" + customer
                            + (next.isEmpty() ? "" : "&after=" + next));
            seen.addAll(numbers(page));
            JsonNode cursor = page.json().get("next");
            next = cursor.isNull() ? null : cursor.asString();
        }

        assertThat(seen).containsExactlyInAnyOrderElementsOf(newestFirst).doesNotHaveDuplicates();
    }

    @Test
    void a_filter_that_nobody_knows_is_refused_with_its_name() {
        ApiResponse refused = api.operator().get("/orders?colour=red&shape=round");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.json().get("errors")).hasSize(2);
        assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("query:colour");
        assertThat(api.operator().get("/orders?status=SHIPPED_TO_MARS").status())
                .isEqualTo(400);
        assertThat(api.operator().get("/orders?limit=0").status()).isEqualTo(400);
        assertThat(api.operator().get("/orders?limit=many").status()).isEqualTo(400);
    }

    private SaleFixture sold(SaleFixture sale) {
        placeOrder.place(sale.completion(), sale.entry());
        return sale;
    }

    private static String aCustomer() {
        return "customer-" + UUID.randomUUID();
    }

    private static List<String> numbers(ApiResponse list) {
        assertThat(list.status()).isEqualTo(200);
        List<String> numbers = new ArrayList<>();
        list.json().get("items").forEach(item -> numbers.add(item.get("number").asString()));
        return numbers;
    }
}
