package io.checkoutsuite.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.reservations.expiry.ExpirySweep;
import io.checkoutsuite.test.concurrency.Concurrently;
import io.checkoutsuite.test.http.ApiResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

class ReservationTests extends RunningInventory {

    @Autowired
    ExpirySweep expiry;

    @Test
    void all_lines_are_held_and_the_same_request_again_holds_nothing_more() {
        String mug = skuWith(10);
        String lamp = skuWith(5);
        String request = newRequest();

        ApiResponse first = reserve(request, 300, mug, 3, lamp, 5).is(200);
        ApiResponse second = reserve(request, 300, mug, 3, lamp, 5).is(200);

        assertThat(first.json()).isEqualTo(second.json());
        assertThat(first.json().path("requestId").asString()).isEqualTo(request);
        assertThat(first.json().path("state").asString()).isEqualTo("RESERVED");
        assertThat(stock(mug)).isEqualTo(new StockFigures(10, 3, 0, 7));
        assertThat(stock(lamp)).isEqualTo(new StockFigures(5, 5, 0, 0));
        ApiResponse seen = reservation(request).is(200);
        assertThat(seen.json().path("cartId").asString()).isEqualTo(cart(request));
        assertThat(seen.json().path("lines")).hasSize(2);
        assertThat(seen.json().path("leaseUntil").asString()).isNotBlank();
    }

    @Test
    void lines_of_one_sku_are_one_need() {
        String mug = skuWith(10);
        String request = newRequest();

        reserve(request, 300, mug, 4, mug, 5).is(200);

        assertThat(stock(mug)).isEqualTo(new StockFigures(10, 9, 0, 1));
        ApiResponse tooMany = reserve(newRequest(), 300, mug, 1, mug, 1).isProblem(409, "out-of-stock");
        assertThat(tooMany.json().path("shortages").path(0).path("requested").asLong())
                .isEqualTo(2);
    }

    @Test
    void only_the_short_lines_are_named_and_nothing_is_held() {
        String plenty = skuWith(100);
        String scarce = skuWith(2);
        String request = newRequest();

        ApiResponse refused = reserve(request, 300, plenty, 5, scarce, 3, "never-heard-of", 1);

        refused.isProblem(409, "out-of-stock");
        assertThat(refused.json().path("shortages"))
                .extracting(shortage -> shortage.path("sku").asString() + " "
                        + shortage.path("requested").asLong() + "/"
                        + shortage.path("available").asLong())
                .containsExactlyInAnyOrder(scarce + " 3/2", "never-heard-of 1/0");
        assertThat(stock(plenty)).isEqualTo(new StockFigures(100, 0, 0, 100));
        assertThat(stock(scarce)).isEqualTo(new StockFigures(2, 0, 0, 2));
        ApiResponse again = reserve(request, 300, plenty, 5, scarce, 3, "never-heard-of", 1);
        assertThat(again.isProblem(409, "out-of-stock").json().path("shortages"))
                .hasSize(2);
    }

    @Test
    void a_refused_request_stays_closed_when_stock_arrives_later() {
        String scarce = skuWith(2);
        String request = newRequest();
        reserve(request, 300, scarce, 3).isProblem(409, "out-of-stock");

        receive(scarce, 10);

        reserve(request, 300, scarce, 3).isProblem(409, "reservation-closed");
        assertThat(stock(scarce)).isEqualTo(new StockFigures(10, 0, 0, 10));
    }

    @Test
    void a_rollback_before_the_reservation_still_wins() {
        String mug = skuWith(10);
        String request = newRequest();

        release(request).is(204);
        release(request).is(204);

        reserve(request, 300, mug, 1).isProblem(409, "reservation-closed");
        assertThat(state(request)).isEqualTo("RELEASED");
        assertThat(stock(mug)).isEqualTo(new StockFigures(10, 0, 0, 10));
    }

    @Test
    void what_is_released_twice_comes_back_once() {
        String mug = skuWith(10);
        String request = newRequest();
        reserve(request, 300, mug, 4).is(200);
        reserve(newRequest(), 300, mug, 4).is(200);

        release(request).is(204);
        release(request).is(204);

        assertThat(stock(mug)).isEqualTo(new StockFigures(10, 4, 0, 6));
        reserve(request, 300, mug, 4).isProblem(409, "reservation-closed");
    }

    @Test
    void another_need_under_the_same_request_is_refused() {
        String mug = skuWith(10);
        String request = newRequest();
        reserve(request, 300, mug, 4).is(200);

        ApiResponse refused = reserve(request, 300, mug, 5).isProblem(422, "invalid-request");

        assertThat(refused.pointers()).containsExactly("/lines");
        assertThat(stock(mug)).isEqualTo(new StockFigures(10, 4, 0, 6));
    }

    @Test
    void a_reservation_older_than_its_lease_is_released_once() {
        String mug = skuWith(10);
        String request = newRequest();
        reserve(newRequest(), 300, mug, 2).is(200);
        reserve(request, 1, mug, 3).is(200);

        await().atMost(Duration.ofSeconds(30)).until(() -> state(request).equals("RELEASED"));

        await().untilAsserted(() -> assertThat(stock(mug)).isEqualTo(new StockFigures(10, 2, 0, 8)));
        assertThat(reservation(request).json().path("reason").asString()).isEqualTo("EXPIRED");
        reserve(request, 300, mug, 3).isProblem(409, "reservation-closed");
        release(request).is(204);
        await().during(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(stock(mug)).isEqualTo(new StockFigures(10, 2, 0, 8)));
    }

    @Test
    void many_sweepers_at_once_release_each_reservation_once() {
        String mug = skuWith(100);
        List<String> requests =
                IntStream.range(0, 20).mapToObj(buyer -> newRequest()).toList();
        requests.forEach(request -> reserve(request, 1, mug, 3).is(200));

        await().atMost(Duration.ofSeconds(20)).until(() -> {
            Concurrently.times(8, node -> expiry.settleExpired(5));
            return requests.stream().allMatch(request -> state(request).equals("RELEASED"));
        });

        await().untilAsserted(() -> assertThat(stock(mug)).isEqualTo(new StockFigures(100, 0, 0, 100)));
        assertThat(openHolds(mug)).isEmpty();
    }

    @Test
    void a_lease_is_extended_while_payment_runs() {
        String mug = skuWith(10);
        String request = newRequest();
        reserve(request, 2, mug, 3).is(200);

        extend(request, 300).is(200);

        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(stock(mug)).isEqualTo(new StockFigures(10, 3, 0, 7)));
        extend(request, 300).is(200);
        String sold = newRequest();
        reserve(sold, 300, mug, 1).is(200);
        deliverAsNew(completion(sold, mug, 1));
        extend(sold, 300).isProblem(409, "reservation-committed");
        extend(newRequest(), 300).isProblem(404, "not-found");
        release(request).is(204);
        extend(request, 300).isProblem(409, "reservation-closed");
    }

    private ApiResponse extend(String request, int seconds) {
        return call(
                HttpMethod.PATCH, "/reservations/" + request, "service", "{\"leaseSeconds\":%d}".formatted(seconds));
    }

    @Test
    void every_value_that_is_not_allowed_is_named() {
        ApiResponse refused = call(HttpMethod.PUT, "/reservations/" + newRequest(), "service", """
                {"cartId":" ","leaseSeconds":0,"lines":[{"sku":"a","quantity":0},{"sku":"b","quantity":-1},
                 {"sku":"c","quantity":null},{"sku":"","quantity":1000001},{"sku":"d","quantity":1}]}
                """);

        assertThat(refused.isProblem(422, "invalid-request").pointers())
                .containsExactlyInAnyOrder(
                        "/cartId",
                        "/leaseSeconds",
                        "/lines/0/quantity",
                        "/lines/1/quantity",
                        "/lines/2/quantity",
                        "/lines/3/quantity",
                        "/lines/3/sku");
    }

    @Test
    void half_a_piece_no_lines_and_no_json_are_refused() {
        String path = "/reservations/" + newRequest();

        call(HttpMethod.PUT, path, "service", "{\"cartId\":\"c\",\"lines\":[{\"sku\":\"a\",\"quantity\":1.5}]}")
                .isProblem(400, "malformed-request");
        call(HttpMethod.PUT, path, "service", "{\"cartId\":\"c\",\"lines\":[]}").isProblem(422, "invalid-request");
        call(HttpMethod.PUT, path, "service", "{\"cartId\":\"c\",\"lines\":[null]}")
                .isProblem(422, "invalid-request");
        call(HttpMethod.PUT, path, "service", "lines").isProblem(400, "malformed-request");
        call(
                        HttpMethod.PUT,
                        "/reservations/" + "x".repeat(65),
                        "service",
                        "{\"cartId\":\"c\",\"lines\":[{\"sku\":\"a\",\"quantity\":1}]}")
                .isProblem(422, "invalid-request");
        reservation(path.substring("/reservations/".length())).isProblem(404, "not-found");
    }

    @Test
    void an_always_available_sku_is_never_short_and_never_changes() {
        String download = "DL-" + newRequest();
        String gone = "GONE-" + newRequest();
        importStock(MediaType.APPLICATION_NDJSON, """
                        {"sku":"%s","onHand":0,"availability":"ALWAYS"}
                        {"sku":"%s","onHand":50,"availability":"NEVER"}
                        """.formatted(download, gone)).is(200);
        String request = newRequest();

        reserve(request, 300, download, 1000).is(200);
        ApiResponse refused = reserve(newRequest(), 300, download, 1, gone, 1).isProblem(409, "out-of-stock");

        assertThat(refused.json().path("shortages")).hasSize(1);
        assertThat(refused.json().path("shortages").path(0).path("sku").asString())
                .isEqualTo(gone);
        assertThat(stock(download)).isEqualTo(new StockFigures(0, 0, 0, 1_000_000));
        assertThat(stock(gone)).isEqualTo(new StockFigures(50, 0, 0, 0));
        publish(completion(request, download, 1000));
        await().until(() -> state(request).equals("COMMITTED"));
        assertThat(stock(download)).isEqualTo(new StockFigures(0, 0, 0, 1_000_000));
    }

    /** A busy service may answer 503. Repeating the same request returns its outcome. */
    private ApiResponse decided(String request, String sku, int quantity) {
        ApiResponse response = reserve(request, 300, sku, quantity);
        for (int attempt = 1; attempt < 10 && response.status() == 503; attempt++) {
            response.isProblem(503, "temporarily-unavailable");
            response = reserve(request, 300, sku, quantity);
        }
        return response;
    }

    @Test
    void two_hundred_buyers_for_a_hundred_units_leave_exactly_none() {
        String hot = skuWith(100);

        List<ApiResponse> responses = Concurrently.times(200, buyer -> decided(newRequest(), hot, 1));

        assertThat(responses).filteredOn(response -> response.status() == 200).hasSize(100);
        assertThat(responses)
                .filteredOn(response -> response.status() != 200)
                .allSatisfy(refused -> refused.isProblem(409, "out-of-stock"));
        assertThat(stock(hot)).isEqualTo(new StockFigures(100, 100, 0, 0));
    }

    @Test
    void the_same_request_from_twenty_callers_at_once_holds_once() {
        String hot = skuWith(100);
        String request = newRequest();

        List<Integer> responses =
                Concurrently.times(20, caller -> decided(request, hot, 7).status());

        assertThat(responses).containsOnly(200);
        assertThat(stock(hot)).isEqualTo(new StockFigures(100, 7, 0, 93));
    }

    @Test
    void carts_that_name_their_skus_in_opposite_order_never_hold_half() {
        String one = skuWith(30);
        String two = skuWith(30);

        List<Integer> responses = Concurrently.times(
                80,
                buyer -> (buyer % 2 == 0
                                ? reserve(newRequest(), 300, one, 1, two, 1)
                                : reserve(newRequest(), 300, two, 1, one, 1))
                        .status());

        long held = responses.stream().filter(status -> status == 200).count();
        assertThat(responses).containsOnly(200, 409);
        assertThat(held).isBetween(1L, 30L);
        assertThat(stock(one)).isEqualTo(new StockFigures(30, held, 0, 30 - held));
        assertThat(stock(two)).isEqualTo(new StockFigures(30, held, 0, 30 - held));
    }

    @Test
    void tenants_share_nothing() {
        String mug = skuWith(10);
        String request = newRequest();
        reserve(request, 300, mug, 1).is(200);

        call(HttpMethod.GET, "/stock/" + mug, null, "acme", MediaType.APPLICATION_JSON, null)
                .isProblem(404, "not-found");
        call(HttpMethod.GET, "/reservations/" + request, "service", "acme", MediaType.APPLICATION_JSON, null)
                .isProblem(404, "not-found");
        call(HttpMethod.DELETE, "/reservations/" + request, "service", "acme", MediaType.APPLICATION_JSON, null)
                .is(204);
        call(HttpMethod.GET, "/stock/" + mug, null, "nobody", MediaType.APPLICATION_JSON, null)
                .isProblem(400, "malformed-request");
        assertThat(stock(mug)).isEqualTo(new StockFigures(10, 1, 0, 9));
    }

    @Test
    void only_services_reserve_and_only_operators_import() {
        String path = "/reservations/" + newRequest();
        String body = "{\"cartId\":\"c\",\"lines\":[{\"sku\":\"a\",\"quantity\":1}]}";

        call(HttpMethod.PUT, path, null, body).isProblem(401, "unauthenticated");
        call(HttpMethod.PUT, path, "customer", body).isProblem(403, "forbidden");
        call(HttpMethod.PUT, path, "operator", body).isProblem(403, "forbidden");
        call(HttpMethod.DELETE, path, "customer", null).isProblem(403, "forbidden");
        call(HttpMethod.GET, path, "operator", null).isProblem(404, "not-found");
        call(HttpMethod.POST, "/stock/imports", "service", "{}").isProblem(403, "forbidden");
        call(HttpMethod.GET, "/stock", "customer", null).isProblem(403, "forbidden");
        call(HttpMethod.GET, "/somewhere", "operator", null).isProblem(403, "forbidden");
    }
}
