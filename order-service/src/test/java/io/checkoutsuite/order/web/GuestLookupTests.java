package io.checkoutsuite.order.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.order.OrderServiceTest;
import io.checkoutsuite.order.SaleFixture;
import io.checkoutsuite.order.order.PlaceOrder;
import io.checkoutsuite.test.http.ApiClient;
import io.checkoutsuite.test.http.ApiResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lombok.RequiredArgsConstructor;
import org.junit.jupiter.api.Test;

@OrderServiceTest
@RequiredArgsConstructor
class GuestLookupTests {

    private final ApiClient api;
    private final PlaceOrder placeOrder;

    @Test
    void guests_find_their_order_by_number_and_address_in_any_case() {
        SaleFixture sale = sold(SaleFixture.ofGuest());

        ApiResponse found = lookUp(api, sale.number(), "ann@EXAMPLE.org");

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.json().get("number").asString()).isEqualTo(sale.number());
    }

    @Test
    void a_wrong_address_or_number_finds_nothing() {
        SaleFixture sale = sold(SaleFixture.ofGuest());

        assertThat(lookUp(api, sale.number(), "eve@example.org").status()).isEqualTo(404);
        assertThat(lookUp(api, "0000", "ann@example.org").status()).isEqualTo(404);
        assertThat(lookUp(api, sale.cartId(), "ann@example.org").status()).isEqualTo(404);
    }

    @Test
    void a_registered_customers_order_is_never_found_not_even_by_the_customer() {
        SaleFixture sale = sold(SaleFixture.ofCustomer("carla"));

        assertThat(lookUp(api, sale.number(), "Ann@Example.org").status()).isEqualTo(404);
        assertThat(lookUp(api.customer("carla"), sale.number(), "Ann@Example.org")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void another_tenants_order_is_not_found() {
        SaleFixture sale = sold(SaleFixture.ofGuest());

        assertThat(lookUp(api.inTenant("other"), sale.number(), "ann@example.org")
                        .status())
                .isEqualTo(404);
        assertThat(lookUp(api.inTenant("nobody"), sale.number(), "ann@example.org")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void everything_that_is_missing_is_named_at_once() {
        ApiResponse refused = api.post("/orders/lookups", "{\"number\":\" \"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("errors")).hasSize(2);
        assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("/email");
        assertThat(api.post("/orders/lookups", "{").status()).isEqualTo(400);
    }

    @Test
    void nobody_guesses_an_address_by_trying_many() {
        SaleFixture sale = sold(SaleFixture.ofGuest());
        ApiClient guesser = api.customer("guesser");

        List<Integer> statuses = IntStream.range(0, 300)
                .mapToObj(i -> lookUp(guesser, sale.number(), "guess-" + i + "@example.org")
                        .status())
                .toList();

        assertThat(statuses).startsWith(Collections.nCopies(10, 404).toArray(Integer[]::new));
        assertThat(statuses).containsOnly(404, 429);
        // One more guess is allowed every 30 seconds.
        assertThat(Collections.frequency(statuses, 404)).isBetween(10, 12);
        ApiResponse refused = lookUp(guesser, sale.number(), "ann@example.org");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().get("type").asString()).isEqualTo("/problems/too-many-requests");
        assertThat(lookUp(guesser, "no-such-number", "ann@example.org").status())
                .isEqualTo(429);
        assertThat(lookUp(api.customer("somebody-else"), sale.number(), "ann@example.org")
                        .status())
                .isEqualTo(200);
    }

    private SaleFixture sold(SaleFixture sale) {
        placeOrder.place(sale.completion(), sale.entry());
        return sale;
    }

    private static ApiResponse lookUp(ApiClient caller, String number, String email) {
        return caller.post("/orders/lookups", Map.of("number", number, "email", email));
    }
}
