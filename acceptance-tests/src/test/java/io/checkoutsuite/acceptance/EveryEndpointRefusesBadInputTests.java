package io.checkoutsuite.acceptance;

import static com.mongodb.client.model.Updates.set;
import static io.checkoutsuite.stack.Service.CART;
import static io.checkoutsuite.stack.Service.INVENTORY;
import static io.checkoutsuite.stack.Service.OFFER;
import static io.checkoutsuite.stack.Service.ORDER;
import static io.checkoutsuite.stack.Service.PAYMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.stack.Service;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EveryEndpointRefusesBadInputTests {

    private static final String CARD = "4242424242424242";
    private static final String JSON = "application/json";

    private static String pen;
    private static Buyer guest;

    @BeforeAll
    static void open() {
        pen = Shop.sells("PEN", "1.00", 1_000);
        guest = Buyer.guest().puts(1, pen);
    }

    private static Map<String, Object> cartOf(Object... lines) {
        return Map.of("currency", "GBP", "lines", List.of(lines));
    }

    private static Map<String, Object> line(String sku, Object quantity) {
        return Map.of("sku", sku, "quantity", quantity);
    }

    private static Answer opens(Object cart) {
        return Call.post(CART, "/carts").json(cart).answer();
    }

    /** Every request that takes a JSON body, from an authorized caller. */
    static Stream<Call> callsWithBodies() {
        String line = guest.cart().text("/lines/0/id");
        return Stream.of(
                Call.post(CART, "/carts"),
                Call.post(CART, "/carts/mine/lines").byCustomer("carol"),
                ofGuest("POST", "/lines"),
                ofGuest("PATCH", "/lines/" + line),
                ofGuest("PUT", "/contact"),
                ofGuest("PUT", "/fulfillment-groups"),
                ofGuest("POST", "/payments"),
                ofGuest("POST", "/checkout"),
                Call.post(CART, "/dev/tokens"),
                Call.post(CART, "/ops/reconciliations").byOperator(),
                Call.post(CART, "/internal/checkouts/states").byService(),
                Call.post(ORDER, "/orders/lookups"),
                Call.post(INVENTORY, "/availability"),
                Call.put(INVENTORY, "/reservations/r1").byService(),
                Call.of(INVENTORY, "PATCH", "/reservations/r1").byService(),
                Call.post(OFFER, "/pricing").byService(),
                Call.put(OFFER, "/uses/r1").byService(),
                Call.put(OFFER, "/offers/o1").byOperator(),
                Call.put(OFFER, "/codes/C1").byOperator(),
                Call.put(PAYMENT, "/authorizations/r1").byService(),
                Call.post(PAYMENT, "/tokens/validations").byService(),
                Call.post(PAYMENT, "/payments/p1/captures").byOperator().with("Idempotency-Key", "k"),
                Call.post(PAYMENT, "/payments/p1/refunds").byOperator().with("Idempotency-Key", "k"),
                Call.post(PAYMENT, "/payment-methods").byCustomer("carol"));
    }

    private static Call ofGuest(String method, String path) {
        return guest.call(method, path, null).with("If-Match", guest.etag());
    }

    @ParameterizedTest
    @MethodSource("callsWithBodies")
    void a_body_that_is_not_json_is_refused_by_every_call(Call call) {
        Answer refused = call.body(JSON, "{\"lines\":[").answer();

        refused.isProblem(400, "malformed-request");
        assertThat(refused.at("/errors").size()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("callsWithBodies")
    void a_body_of_another_kind_of_json_is_refused_by_every_call(Call call) {
        call.body(JSON, "[1, 2]").answer().isProblem(400, "malformed-request");
    }

    @ParameterizedTest
    @MethodSource("callsWithBodies")
    void a_body_over_one_mebibyte_is_refused_by_every_call(Call call) {
        call.body(JSON, "{\"note\":\"" + "x".repeat(1024 * 1024) + "\"}")
                .answer()
                .isProblem(413, "body-too-large");
    }

    @Test
    void an_unknown_sku_is_refused_with_its_place() {
        opens(cartOf(line(pen, 1), line("no-such-thing", 1)))
                .isProblem(422, "invalid-request")
                .names("/lines/1/sku unknown-sku");
    }

    @ParameterizedTest
    @CsvSource({
        "-1, too-small",
        "-9223372036854775808, too-small",
        "1000001, too-large",
        "9223372036854775807, too-large"
    })
    void a_quantity_that_nobody_can_mean_is_refused(long quantity, String code) {
        opens(cartOf(line(pen, quantity))).isProblem(422, "invalid-request").names("/lines/0/quantity " + code);
    }

    @Test
    void a_quantity_that_is_no_whole_number_is_refused() {
        opens(cartOf(line(pen, 1.5))).isProblem(400, "malformed-request").names("/lines/0/quantity malformed");
        opens(cartOf(line(pen, "many"))).isProblem(400, "malformed-request").names("/lines/0/quantity malformed");
    }

    @Test
    void a_quantity_of_nothing_adds_nothing() {
        Answer cart = opens(cartOf(line(pen, 0), line(pen, 2))).is(201);

        assertThat(cart.at("/lines").size()).isEqualTo(1);
        assertThat(cart.number("/lines/0/quantity")).isEqualTo(2);
    }

    @Test
    void all_errors_of_one_body_are_reported_together() {
        opens(cartOf(line("no-such-thing", 1), line(pen, -3)))
                .isProblem(422, "invalid-request")
                .names("/lines/0/sku unknown-sku", "/lines/1/quantity too-small");
        opens(Map.of(
                        "currency", "pounds",
                        "contact", Map.of("email", "nobody"),
                        "shippingAddress", Map.of("line1", "1 High St", "country", "England")))
                .isProblem(422, "invalid-request")
                .names(
                        "/currency malformed",
                        "/contact/email malformed",
                        "/shippingAddress/city missing",
                        "/shippingAddress/country malformed");
    }

    @Test
    void a_wrong_or_unknown_currency_is_refused() {
        String euroPen = Shop.unique("EURO-PEN");
        Call.post(CART, "/catalog/imports")
                .byOperator()
                .body(
                        "application/x-ndjson",
                        "{\"sku\":\"%s\",\"name\":\"Pen\",\"unitPrice\":{\"amount\":\"1.00\",\"currency\":\"EUR\"}}"
                                .formatted(euroPen))
                .answer()
                .is(200);

        opens(cartOf(line(euroPen, 1))).isProblem(422, "invalid-request").names("/lines/0/sku wrong-currency");
        opens(Map.of("currency", "ZZZ")).isProblem(422, "invalid-request").names("/currency unknown-currency");
        guest.tries(
                        "POST",
                        "/payments",
                        Map.of(
                                "gateway", "simulator",
                                "token", "tok_approve",
                                "amount", Map.of("amount", "1.00", "currency", "EUR")))
                .isProblem(422, "invalid-request")
                .names("/amount/currency wrong-currency");
    }

    @Test
    void a_thousand_and_one_lines_are_refused() {
        Object[] lines = IntStream.rangeClosed(1, 1_001)
                .mapToObj(i -> Map.of("sku", pen, "quantity", 1, "attributes", Map.of("number", "" + i)))
                .toArray();

        Answer refused = opens(cartOf(lines)).isProblem(422, "invalid-request");

        assertThat(refused.texts("/errors", "/pointer")).containsExactly("/lines");
    }

    @Test
    void what_is_not_there_cannot_be_read_or_changed() {
        Call.get(CART, "/carts/no-such-cart").answer().isProblem(404, "not-found");
        Call.post(CART, "/carts/no-such-cart/lines")
                .with("If-Match", "\"1\"")
                .json(line(pen, 1))
                .answer()
                .isProblem(404, "not-found");
        Call.post(CART, "/carts/no-such-cart/checkout")
                .with("If-Match", "\"1\"")
                .json(Map.of())
                .answer()
                .isProblem(404, "not-found");
        Call.get(CART, "/checkouts/no-such-cart-1").answer().isProblem(404, "not-found");
        Call.get(ORDER, "/orders/no-such-order").byOperator().answer().isProblem(404, "not-found");
        Call.get(INVENTORY, "/stock/no-such-thing").answer().isProblem(404, "not-found");
        Call.get(OFFER, "/codes/NO-SUCH-CODE").byOperator().answer().isProblem(404, "not-found");
        Call.get(PAYMENT, "/payments/no-such-payment").byOperator().answer().isProblem(404, "not-found");
    }

    @Test
    void a_change_of_a_version_that_is_over_changes_nothing_and_names_the_one_of_now() {
        Buyer buyer = Buyer.guest().puts(1, pen).puts(1, pen);
        Answer before = buyer.cart();

        Answer refused = buyer.call("POST", "/lines", line(pen, 5))
                .with("If-Match", "\"1\"")
                .answer();

        refused.isProblem(412, "stale-version");
        assertThat(refused.header("ETag")).isEqualTo("\"2\"");
        assertThat(buyer.cart().body()).isEqualTo(before.body());
        buyer.call("POST", "/checkout", Map.of())
                .with("If-Match", "\"1\"")
                .answer()
                .isProblem(412, "stale-version");
    }

    @Test
    void a_change_without_a_version_is_refused() {
        Answer before = guest.cart();

        guest.call("POST", "/lines", line(pen, 5)).answer().isProblem(428, "precondition-required");
        guest.call("POST", "/checkout", Map.of()).answer().isProblem(428, "precondition-required");
        guest.call("POST", "/lines", line(pen, 5))
                .with("If-Match", "yesterday's")
                .answer()
                .isProblem(400, "malformed-request");

        assertThat(guest.cart().body()).isEqualTo(before.body());
    }

    @Test
    void a_guest_cart_without_its_token_shows_nothing_personal_and_takes_no_change() {
        String path = "/carts/" + guest.cartId();

        Answer seen = Call.get(CART, path).answer().is(200);

        assertThat(new String(seen.body())).doesNotContain(guest.email(), "High St");
        for (Call call : List.of(
                Call.post(CART, path + "/lines").json(line(pen, 1)),
                Call.post(CART, path + "/lines").json(line(pen, 1)).with("Guest-Token", "guessed"),
                Call.post(CART, path + "/checkout").json(Map.of()))) {
            call.with("If-Match", guest.etag()).answer().isProblem(401, "guest-token-required");
        }
        Call.get(CART, "/carts/" + guest.cartId())
                .with("Authorization", "Bearer nonsense")
                .answer()
                .isProblem(401, "unauthenticated");
    }

    @Test
    void a_guest_token_that_has_expired_opens_nothing() {
        Buyer late = Buyer.guest().puts(1, pen).paysWith("tok_approve");
        Store.writesToCart(
                late.cartId(),
                set("content.guest.expiresAt", Date.from(Instant.now().minusSeconds(1))));

        late.submits().isProblem(401, "guest-token-required");
        late.tries("POST", "/lines", line(pen, 1)).isProblem(401, "guest-token-required");
    }

    @Test
    void what_belongs_to_somebody_else_is_not_there() {
        String carol = Shop.unique("carol");
        Buyer buyer = Buyer.customer(carol).puts(1, pen).paysWith("tok_approve");
        String number = buyer.submits().is(200).text("/orderNumber");
        buyer.settledOutcome(buyer.requestId(1));
        String payment = buyer.cart().text("/payments/0/id");

        Call.get(CART, "/carts/" + buyer.cartId()).byCustomer("eve").answer().isProblem(404, "not-found");
        Call.get(CART, "/carts/" + buyer.cartId()).answer().isProblem(404, "not-found");
        Call.get(CART, "/checkouts/" + buyer.requestId(1))
                .byCustomer("eve")
                .answer()
                .isProblem(404, "not-found");
        Call.get(ORDER, "/orders/" + number).byCustomer("eve").answer().isProblem(404, "not-found");
        assertThat(Call.get(ORDER, "/orders?cartId=" + buyer.cartId())
                        .byCustomer("eve")
                        .answer()
                        .is(200)
                        .at("/items")
                        .size())
                .isZero();
        Call.get(PAYMENT, "/payments/" + payment).byCustomer("eve").answer().isProblem(404, "not-found");
        Call.post(ORDER, "/orders/lookups")
                .json(Map.of("number", number, "email", buyer.email()))
                .answer()
                .isProblem(404, "not-found");
        Call.get(ORDER, "/orders/" + number).byCustomer(carol).answer().is(200);
    }

    static Stream<Call> internalCalls() {
        return Stream.of(
                Call.put(INVENTORY, "/reservations/r1"),
                Call.of(INVENTORY, "PATCH", "/reservations/r1"),
                Call.delete(INVENTORY, "/reservations/r1"),
                Call.post(OFFER, "/pricing"),
                Call.put(OFFER, "/uses/r1"),
                Call.delete(OFFER, "/uses/r1"),
                Call.put(PAYMENT, "/authorizations/r1"),
                Call.delete(PAYMENT, "/authorizations/r1"),
                Call.post(PAYMENT, "/tokens/validations"),
                Call.post(PAYMENT, "/payments/p1/captures"));
    }

    static Stream<Call> operatorCalls() {
        return Stream.concat(
                Stream.of(
                        Call.post(CART, "/catalog/imports"),
                        Call.post(CART, "/ops/reconciliations"),
                        Call.get(CART, "/ops/reconciliations"),
                        Call.get(CART, "/ops/reconciliations/scheduled"),
                        Call.get(ORDER, "/failed-orders"),
                        Call.get(INVENTORY, "/stock"),
                        Call.post(INVENTORY, "/stock/imports"),
                        Call.get(OFFER, "/offers"),
                        Call.put(OFFER, "/offers/o1"),
                        Call.put(OFFER, "/codes/C1"),
                        Call.get(PAYMENT, "/payments?cartId=c1"),
                        Call.get(PAYMENT, "/ops/gateway-holds?requestId=r1")),
                Stream.of(Service.values())
                        .flatMap(service -> Stream.of(
                                Call.get(service, "/ops/dead-letters"), Call.get(service, "/ops/applied/r1"))));
    }

    @ParameterizedTest
    @MethodSource({"internalCalls", "operatorCalls"})
    void a_customer_may_not_call_what_is_for_services_or_operators(Call call) {
        call.byCustomer("eve").json(Map.of()).answer().isProblem(403, "forbidden");
    }

    @ParameterizedTest
    @MethodSource({"internalCalls", "operatorCalls"})
    void nobody_may_call_what_is_for_services_or_operators_without_a_token(Call call) {
        Answer refused = call.json(Map.of()).answer().isProblem(401, "unauthenticated");

        assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @ParameterizedTest
    @MethodSource("callsWithBodies")
    void a_card_number_is_refused_in_any_member_of_every_call(Call call) {
        String body =
                "{\"any\":{\"note\":[\"for 4242 4242 4242 4242\"]},\"4242-4242-4242-4242\":\"\uFF14242424242424242\"}";

        Answer refused = call.body(JSON, body).answer().isProblem(422, "invalid-request");

        refused.names("/any/note/0 card-number", "/? card-number", "/? card-number");
        assertThat(refused.toString()).doesNotContain("4242");
    }

    @Test
    void a_card_number_is_refused_wherever_a_token_belongs_and_is_kept_nowhere() {
        Buyer buyer = Buyer.guest().puts(1, pen);

        for (String written : List.of(
                CARD,
                "4242 4242 4242 4242",
                "4242-4242-4242-4242",
                "4242    4242    4242    4242",
                "4242:4242:4242:4242",
                "(4242)(4242)(4242)(4242)",
                "4242.4242-4242.4242")) {
            Map<String, String> payment = Map.of("gateway", "simulator", "token", written);
            buyer.tries("POST", "/payments", payment)
                    .isProblem(422, "invalid-request")
                    .names("/token card-number");
            Call.post(PAYMENT, "/tokens/validations")
                    .byService()
                    .json(payment)
                    .answer()
                    .isProblem(422, "invalid-request")
                    .names("/token card-number");
            Call.post(PAYMENT, "/payment-methods")
                    .byCustomer("carol")
                    .json(payment)
                    .answer()
                    .isProblem(422, "invalid-request")
                    .names("/token card-number");
        }

        assertThat(buyer.cart().at("/payments").size()).isZero();
        assertThat(Store.everything()).isNotEmpty().noneMatch(document -> document.contains(CARD));
        assertThat(RunningSuite.logs()).isNotEmpty().doesNotContain(CARD, "4242 4242", "4242-4242", "4242:4242");
    }

    @Test
    void a_token_or_gateway_that_nobody_knows_is_refused() {
        guest.tries("POST", "/payments", Map.of("gateway", "simulator", "token", "tok_of_mine"))
                .isProblem(422, "invalid-request")
                .names("/token unknown-token");
        guest.tries("POST", "/payments", Map.of("gateway", "no-such-bank", "token", "tok_approve"))
                .isProblem(422, "invalid-request")
                .names("/gateway unknown-gateway");
        guest.tries("POST", "/payments", Map.of())
                .isProblem(422, "invalid-request")
                .names("/gateway missing", "/token missing");
    }

    @Test
    void a_code_that_nobody_knows_is_refused_and_not_kept() {
        guest.tries("PUT", "/codes/NO-SUCH-CODE", null).isProblem(422, "code-refused");

        assertThat(guest.cart().at("/codes").size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "CART, /ops/reconciliations?colour=red",
        "CART, /ops/reconciliations?limit=0",
        "CART, /ops/reconciliations?limit=501",
        "ORDER, /orders?colour=red",
        "ORDER, /orders?status=LOST",
        "ORDER, /orders?limit=0",
        "ORDER, /orders?limit=many",
        "ORDER, /failed-orders?colour=red",
        "INVENTORY, /stock?colour=red",
        "INVENTORY, /stock?limit=501",
        "OFFER, /offers?colour=red",
        "OFFER, /codes?colour=red",
        "PAYMENT, /payments?colour=red"
    })
    void a_filter_that_nobody_knows_is_refused_rather_than_passed_over(Service service, String list) {
        Call.get(service, list).byOperator().answer().isProblem(400, "malformed-request");
    }

    @Test
    void a_comparison_of_what_there_cannot_be_is_refused() {
        compares(Map.of("from", "yesterday"))
                .isProblem(400, "malformed-request")
                .names("/from malformed");
        compares(Map.of("repair", "perhaps"))
                .isProblem(400, "malformed-request")
                .names("/repair malformed");
        compares(Map.of("types", "ORDER_MISSING"))
                .isProblem(400, "malformed-request")
                .names("/types malformed");
        compares(Map.of(
                        "from", "2026-01-02T00:00:00Z",
                        "to", "2026-01-01T00:00:00Z",
                        "types", Arrays.asList("NO_SUCH", "ORDER_MISSING", null)))
                .isProblem(422, "invalid-request")
                .names("/from not-allowed", "/types/0 unknown-type", "/types/2 unknown-type");
        compares(Map.of("types", Collections.nCopies(101, "ORDER_MISSING")))
                .isProblem(422, "invalid-request")
                .names("/types too-many");
        Call.get(CART, "/ops/reconciliations/nothing").byOperator().answer().isProblem(404, "not-found");
    }

    private static Answer compares(Map<String, ?> wanted) {
        return Call.post(CART, "/ops/reconciliations").byOperator().json(wanted).answer();
    }

    @Test
    void an_unknown_tenant_is_refused() {
        Call.get(CART, "/carts/" + guest.cartId())
                .with("X-Tenant", "elsewhere")
                .answer()
                .isProblem(400, "malformed-request")
                .names("header:X-Tenant unknown-tenant");
    }

    @Test
    void a_bad_line_of_an_import_is_reported_and_does_not_stop_the_others() {
        String good = Shop.unique("GOOD");

        Answer report = Call.post(INVENTORY, "/stock/imports")
                .byOperator()
                .body(
                        "application/x-ndjson",
                        "{\"sku\":\"BAD\",\"onHand\":-1}\nno json\n{\"sku\":\"%s\",\"onHand\":7}\n".formatted(good))
                .answer()
                .is(200);

        assertThat(List.of(report.number("/read"), report.number("/imported"), report.number("/rejected")))
                .containsExactly(3L, 1L, 2L);
        assertThat(report.texts("/errors", "/line")).containsExactly("1", "2");
        assertThat(Shop.shelf(good).onHand()).isEqualTo(7);
    }

    @Test
    void other_methods_paths_and_content_types_are_problems_too() {
        Call.delete(CART, "/carts").answer().isProblem(405, "method-not-allowed");
        Call.post(CART, "/carts").body("text/plain", "hello").answer().isProblem(415, "unsupported-media-type");
        Call.post(ORDER, "/orders/lookups")
                .body("application/yaml", "number: 4242424242424242\nemail: ann@example.org")
                .answer()
                .isProblem(415, "unsupported-media-type");
        Call.post(ORDER, "/orders/lookups")
                .body("application/json;charset=ISO-8859-1", "{\"number\":\"1\",\"email\":\"ann@example.org\"}")
                .answer()
                .isProblem(400, "malformed-request")
                .names("header:Content-Type undecodable");
        Call.post(CART, "/catalog/imports")
                .byOperator()
                .json(Map.of())
                .answer()
                .isProblem(415, "unsupported-media-type");
    }
}
