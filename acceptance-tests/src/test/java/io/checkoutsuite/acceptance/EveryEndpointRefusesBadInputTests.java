package io.checkoutsuite.acceptance;

import static com.mongodb.client.model.Updates.set;
import static io.checkoutsuite.stack.Service.CART;
import static io.checkoutsuite.stack.Service.INVENTORY;
import static io.checkoutsuite.stack.Service.OFFER;
import static io.checkoutsuite.stack.Service.OPERATIONS;
import static io.checkoutsuite.stack.Service.ORDER;
import static io.checkoutsuite.stack.Service.PAYMENT;
import static io.checkoutsuite.test.http.PublishedApi.asDocumented;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.test.http.ApiRequest;
import io.checkoutsuite.test.http.ApiResponse;
import io.checkoutsuite.test.http.PublishedApi;
import io.checkoutsuite.test.http.PublishedApi.Operation;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

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

    private static ApiResponse opens(Object cart) {
        return asDocumented(Api.post(CART, "/carts").json(cart).send());
    }

    /** Every request that takes a JSON body, from an authorized caller. */
    static Stream<ApiRequest> callsWithBodies() {
        String line = guest.cart().text("/lines/0/id");
        return Stream.of(
                Api.post(CART, "/carts"),
                Api.post(CART, "/carts/mine/lines").byCustomer("carol"),
                ofGuest("POST", "/lines"),
                ofGuest("PATCH", "/lines/" + line),
                ofGuest("PUT", "/contact"),
                ofGuest("PUT", "/fulfillment-groups"),
                ofGuest("POST", "/payments"),
                ofGuest("POST", "/checkout").with("Idempotency-Key", "k"),
                ofGuest("POST", "/checkout/validations"),
                Api.post(OPERATIONS, "/ops/reconciliations").byOperator(),
                Api.post(OPERATIONS, "/ops/replays").byOperator(),
                Api.post(CART, "/internal/checkouts/states").byService(),
                Api.post(CART, "/internal/checkouts/histories").byService(),
                Api.post(CART, "/internal/checkouts/publications").byService(),
                Api.post(ORDER, "/orders/lookups"),
                Api.post(INVENTORY, "/availability"),
                Api.put(INVENTORY, "/reservations/r1").byService(),
                Api.of(INVENTORY, "PATCH", "/reservations/r1").byService(),
                Api.post(INVENTORY, "/reservations/previews").byService(),
                Api.post(INVENTORY, "/stock/" + pen + "/adjustments")
                        .byOperator()
                        .with("Idempotency-Key", "k"),
                Api.post(INVENTORY, "/stock/recomputations").byOperator(),
                Api.post(OFFER, "/pricing").byService(),
                Api.put(OFFER, "/uses/r1").byService(),
                Api.of(OFFER, "PATCH", "/uses/r1").byService(),
                Api.post(OFFER, "/uses/previews").byService(),
                Api.put(OFFER, "/offers/o1").byOperator(),
                Api.put(OFFER, "/codes/C1").byOperator(),
                Api.put(PAYMENT, "/authorizations/r1").byService(),
                Api.post(PAYMENT, "/tokens/validations").byService(),
                Api.post(PAYMENT, "/payments/p1/captures").byOperator().with("Idempotency-Key", "k"),
                Api.post(PAYMENT, "/payments/p1/refunds").byOperator().with("Idempotency-Key", "k"),
                Api.post(PAYMENT, "/payments/p1/voids").byOperator().with("Idempotency-Key", "k"),
                Api.post(PAYMENT, "/payments/p1/reversals").byOperator().with("Idempotency-Key", "k"),
                Api.post(PAYMENT, "/payments/p1/credits").byOperator().with("Idempotency-Key", "k"),
                Api.post(PAYMENT, "/payments/p1/settlements").byOperator().with("Idempotency-Key", "k"),
                Api.post(PAYMENT, "/payment-methods").byCustomer("carol"));
    }

    /** The requests with JSON bodies that several services take. */
    static Stream<ApiRequest> sharedCallsWithBodies() {
        return Stream.of(Service.values())
                .flatMap(service -> Stream.of(
                        Api.post(service, "/dev/tokens"),
                        Api.post(service, "/ops/dead-letters/redrives").byOperator()));
    }

    /** The requests whose bodies may be larger than others. */
    static Stream<ApiRequest> callsWithEvents() {
        return Stream.of(ORDER, INVENTORY, OFFER, PAYMENT)
                .map(service -> Api.post(service, "/ops/previews").byOperator());
    }

    private static ApiRequest ofGuest(String method, String path) {
        return guest.call(method, path, null).with("If-Match", guest.etag());
    }

    @ParameterizedTest
    @MethodSource({"callsWithBodies", "sharedCallsWithBodies", "callsWithEvents"})
    void a_body_that_is_not_json_is_refused_by_every_call(ApiRequest call) {
        ApiResponse refused = asDocumented(call.body(JSON, "{\"lines\":[").send());

        refused.isExplainedProblem(400, "malformed-request");
        assertThat(refused.at("/errors").size()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource({"callsWithBodies", "sharedCallsWithBodies", "callsWithEvents"})
    void a_body_of_another_kind_of_json_is_refused_by_every_call(ApiRequest call) {
        asDocumented(call.body(JSON, "[1, 2]").send()).isExplainedProblem(400, "malformed-request");
    }

    @ParameterizedTest
    @MethodSource({"callsWithBodies", "sharedCallsWithBodies"})
    void a_body_over_one_mebibyte_is_refused_by_every_call(ApiRequest call) {
        asDocumented(call.body(JSON, "{\"note\":\"" + "x".repeat(1024 * 1024) + "\"}")
                        .send())
                .isExplainedProblem(413, "body-too-large");
    }

    @ParameterizedTest
    @EnumSource
    void every_operation_with_a_json_body_is_called(Service service) {
        PublishedApi api = Api.documented(service);

        assertThat(Stream.of(callsWithBodies(), sharedCallsWithBodies(), callsWithEvents())
                        .flatMap(calls -> calls)
                        .filter(call -> call.uri().getPort()
                                == RunningSuite.address(service).getPort())
                        .flatMap(call -> operation(call).stream()))
                .containsAll(api.operations()
                        .filter(operation -> !schema(operation).isMissingNode())
                        .toList());
    }

    /** At any depth; what services send is skipped, unless it could mean something else than intended. */
    @ParameterizedTest
    @MethodSource({"callsWithBodies", "sharedCallsWithBodies", "callsWithEvents"})
    void an_unknown_member_of_a_body_is_refused_if_the_document_says_so(ApiRequest call) {
        SampleBodies bodies = new SampleBodies(PublishedApi.at(call.uri()));
        Operation operation = operation(call).orElseThrow();

        assertThat(bodies.withUnknownMembers(schema(operation))
                        .filter(sample -> sample.refused() || ApiDocumentsTests.isForServicesOnly(operation)))
                .isNotEmpty()
                .allSatisfy(sample -> {
                    ApiResponse response = asDocumented(call.json(sample.body()).send());
                    assertThat(response.pointers().contains(sample.pointer()))
                            .as("%s is refused in %s: %s", sample.pointer(), sample.body(), response)
                            .isEqualTo(sample.refused());
                });
    }

    private static Optional<Operation> operation(ApiRequest call) {
        return PublishedApi.at(call.uri()).operation(call.method(), call.uri());
    }

    private static JsonNode schema(Operation operation) {
        return operation.described().at("/requestBody/content/application~1json/schema");
    }

    @ParameterizedTest
    @CsvSource({"CART, /catalog/imports, sku", "INVENTORY, /stock/imports, sku", "OFFER, /offers/imports, offerId"})
    void a_line_of_an_import_with_an_unknown_member_is_refused(Service service, String imports, String id) {
        ApiResponse report = Api.post(service, imports)
                .byOperator()
                .body(
                        "application/x-ndjson",
                        "{\"%s\":\"%s\",\"noSuchMember\":1}".formatted(id, Shop.unique("UNKNOWN")))
                .send()
                .is(200);

        assertThat(report.texts("/errors", "/pointer")).contains("/noSuchMember");
        assertThat(report.number("/imported")).isZero();
    }

    @Test
    void an_unknown_sku_is_refused_with_its_place() {
        opens(cartOf(line(pen, 1), line("no-such-thing", 1)))
                .isExplainedProblem(422, "invalid-request")
                .hasErrors("/lines/1/sku unknown-sku");
    }

    @ParameterizedTest
    @CsvSource({
        "-1, too-small",
        "-9223372036854775808, too-small",
        "1000001, too-large",
        "9223372036854775807, too-large"
    })
    void a_quantity_that_nobody_can_mean_is_refused(long quantity, String code) {
        opens(cartOf(line(pen, quantity)))
                .isExplainedProblem(422, "invalid-request")
                .hasErrors("/lines/0/quantity " + code);
    }

    @Test
    void a_quantity_that_is_no_whole_number_is_refused() {
        opens(cartOf(line(pen, 1.5)))
                .isExplainedProblem(400, "malformed-request")
                .hasErrors("/lines/0/quantity malformed");
        opens(cartOf(line(pen, "many")))
                .isExplainedProblem(400, "malformed-request")
                .hasErrors("/lines/0/quantity malformed");
    }

    @Test
    void a_quantity_of_nothing_adds_nothing() {
        ApiResponse cart = opens(cartOf(line(pen, 0), line(pen, 2))).is(201);

        assertThat(cart.at("/lines").size()).isEqualTo(1);
        assertThat(cart.number("/lines/0/quantity")).isEqualTo(2);
    }

    @Test
    void all_errors_of_one_body_are_reported_together() {
        opens(cartOf(line("no-such-thing", 1), line(pen, 1), line("nor-this", 1)))
                .isExplainedProblem(422, "invalid-request")
                .hasErrors("/lines/0/sku unknown-sku", "/lines/2/sku unknown-sku");
        opens(Map.of(
                        "currency", "pounds",
                        "contact", Map.of("email", "nobody"),
                        "shippingAddress", Map.of("line1", "1 High St", "country", "England")))
                .isExplainedProblem(422, "invalid-request")
                .hasErrors(
                        "/currency malformed",
                        "/contact/email malformed",
                        "/shippingAddress/city missing",
                        "/shippingAddress/country malformed");
    }

    @Test
    void a_wrong_or_unknown_currency_is_refused() {
        String euroPen = Shop.unique("EURO-PEN");
        Api.post(CART, "/catalog/imports")
                .byOperator()
                .body(
                        "application/x-ndjson",
                        "{\"sku\":\"%s\",\"name\":\"Pen\",\"unitPrice\":{\"amount\":\"1.00\",\"currency\":\"EUR\"}}"
                                .formatted(euroPen))
                .send()
                .is(200);

        opens(cartOf(line(euroPen, 1)))
                .isExplainedProblem(422, "invalid-request")
                .hasErrors("/lines/0/sku wrong-currency");
        opens(Map.of("currency", "ZZZ"))
                .isExplainedProblem(422, "invalid-request")
                .hasErrors("/currency unknown-currency");
        guest.tries(
                        "POST",
                        "/payments",
                        Map.of(
                                "gateway", "simulator",
                                "token", "tok_approve",
                                "amount", Map.of("amount", "1.00", "currency", "EUR")))
                .isExplainedProblem(422, "invalid-request")
                .hasErrors("/amount/currency wrong-currency");
    }

    @Test
    void a_thousand_and_one_lines_are_refused() {
        Object[] lines = IntStream.rangeClosed(1, 1_001)
                .mapToObj(i -> Map.of("sku", pen, "quantity", 1, "attributes", Map.of("number", "" + i)))
                .toArray();

        ApiResponse refused = opens(cartOf(lines)).isExplainedProblem(422, "invalid-request");

        assertThat(refused.texts("/errors", "/pointer")).containsExactly("/lines");
    }

    @Test
    void what_is_not_there_cannot_be_read_or_changed() {
        Api.get(CART, "/carts/no-such-cart").send().isExplainedProblem(404, "not-found");
        Api.post(CART, "/carts/no-such-cart/lines")
                .with("If-Match", "\"1\"")
                .json(line(pen, 1))
                .send()
                .isExplainedProblem(404, "not-found");
        Api.post(CART, "/carts/no-such-cart/checkout")
                .with("If-Match", "\"1\"")
                .with("Idempotency-Key", "once")
                .json(Map.of())
                .send()
                .isExplainedProblem(404, "not-found");
        Api.get(CART, "/checkouts/no-such-cart-1").send().isExplainedProblem(404, "not-found");
        Api.get(ORDER, "/orders/no-such-order").byOperator().send().isExplainedProblem(404, "not-found");
        Api.get(INVENTORY, "/stock/no-such-thing").send().isExplainedProblem(404, "not-found");
        Api.get(OFFER, "/codes/NO-SUCH-CODE").byOperator().send().isExplainedProblem(404, "not-found");
        Api.get(PAYMENT, "/payments/no-such-payment").byOperator().send().isExplainedProblem(404, "not-found");
    }

    @Test
    void a_change_of_a_version_that_is_over_changes_nothing_and_names_the_one_of_now() {
        Buyer buyer = Buyer.guest().puts(1, pen).puts(1, pen);
        ApiResponse before = buyer.cart();

        ApiResponse refused = buyer.call("POST", "/lines", line(pen, 5))
                .with("If-Match", "\"1\"")
                .send();

        refused.isExplainedProblem(412, "stale-version");
        assertThat(refused.header("ETag")).isEqualTo("\"2\"");
        assertThat(buyer.cart().body()).isEqualTo(before.body());
        buyer.call("POST", "/checkout", Map.of())
                .with("If-Match", "\"1\"")
                .with("Idempotency-Key", "once")
                .send()
                .isExplainedProblem(412, "stale-version");
    }

    @Test
    void a_change_without_a_version_is_refused() {
        ApiResponse before = guest.cart();

        guest.call("POST", "/lines", line(pen, 5)).send().isExplainedProblem(428, "precondition-required");
        guest.call("POST", "/checkout", Map.of())
                .with("Idempotency-Key", "once")
                .send()
                .isExplainedProblem(428, "precondition-required");
        guest.call("POST", "/lines", line(pen, 5))
                .with("If-Match", "yesterday's")
                .send()
                .isExplainedProblem(400, "malformed-request");

        assertThat(guest.cart().body()).isEqualTo(before.body());
    }

    @Test
    void a_guest_cart_without_its_token_shows_nothing_personal_and_takes_no_change() {
        String path = "/carts/" + guest.cartId();

        ApiResponse seen = Api.get(CART, path).send().is(200);

        assertThat(new String(seen.body())).doesNotContain(guest.email(), "High St");
        for (ApiRequest call : List.of(
                Api.post(CART, path + "/lines").json(line(pen, 1)),
                Api.post(CART, path + "/lines").json(line(pen, 1)).with("Guest-Token", "guessed"),
                Api.post(CART, path + "/checkout")
                        .with("Idempotency-Key", "once")
                        .json(Map.of()))) {
            call.with("If-Match", guest.etag()).send().isExplainedProblem(401, "guest-token-required");
        }
        Api.get(CART, "/carts/" + guest.cartId())
                .with("Authorization", "Bearer nonsense")
                .send()
                .isExplainedProblem(401, "unauthenticated");
    }

    @Test
    void a_guest_token_that_has_expired_opens_nothing() {
        Buyer late = Buyer.guest().puts(1, pen).paysWith("tok_approve");
        Store.writesToCart(
                late.cartId(),
                set("content.guest.expiresAt", Date.from(Instant.now().minusSeconds(1))));

        late.submits().isExplainedProblem(401, "guest-token-required");
        late.tries("POST", "/lines", line(pen, 1)).isExplainedProblem(401, "guest-token-required");
    }

    @Test
    void what_belongs_to_somebody_else_is_not_there() {
        String carol = Shop.unique("carol");
        Buyer buyer = Buyer.customer(carol).puts(1, pen).paysWith("tok_approve");
        String number = buyer.submits().is(200).text("/orderNumber");
        buyer.settledOutcome(buyer.requestId(1));
        String payment = buyer.cart().text("/payments/0/id");

        Api.get(CART, "/carts/" + buyer.cartId()).byCustomer("eve").send().isExplainedProblem(404, "not-found");
        Api.get(CART, "/carts/" + buyer.cartId()).send().isExplainedProblem(404, "not-found");
        Api.get(CART, "/checkouts/" + buyer.requestId(1))
                .byCustomer("eve")
                .send()
                .isExplainedProblem(404, "not-found");
        Api.get(ORDER, "/orders/" + number).byCustomer("eve").send().isExplainedProblem(404, "not-found");
        assertThat(Api.get(ORDER, "/orders?cartId=" + buyer.cartId())
                        .byCustomer("eve")
                        .send()
                        .is(200)
                        .at("/items")
                        .size())
                .isZero();
        Api.get(PAYMENT, "/payments/" + payment).byCustomer("eve").send().isExplainedProblem(404, "not-found");
        Api.post(ORDER, "/orders/lookups")
                .json(Map.of("number", number, "email", buyer.email()))
                .send()
                .isExplainedProblem(404, "not-found");
        Api.get(ORDER, "/orders/" + number).byCustomer(carol).send().is(200);
    }

    static Stream<ApiRequest> internalCalls() {
        return Stream.of(
                Api.post(CART, "/internal/checkouts/states"),
                Api.post(CART, "/internal/checkouts/histories"),
                Api.post(CART, "/internal/checkouts/publications"),
                Api.post(CART, "/internal/checkouts/c1-1/compensation-retries"),
                Api.post(CART, "/internal/checkouts/c1-1/resumptions"),
                Api.put(INVENTORY, "/reservations/r1"),
                Api.of(INVENTORY, "PATCH", "/reservations/r1"),
                Api.delete(INVENTORY, "/reservations/r1"),
                Api.post(OFFER, "/pricing"),
                Api.put(OFFER, "/uses/r1"),
                Api.delete(OFFER, "/uses/r1"),
                Api.put(PAYMENT, "/authorizations/r1"),
                Api.delete(PAYMENT, "/authorizations/r1"),
                Api.post(PAYMENT, "/tokens/validations"),
                Api.post(PAYMENT, "/payments/p1/captures"));
    }

    static Stream<ApiRequest> operatorCalls() {
        return Stream.concat(
                Stream.of(
                        Api.post(CART, "/catalog/imports"),
                        Api.post(OPERATIONS, "/ops/reconciliations"),
                        Api.get(OPERATIONS, "/ops/reconciliations"),
                        Api.get(OPERATIONS, "/ops/reconciliations/scheduled"),
                        Api.get(ORDER, "/failed-orders"),
                        Api.get(INVENTORY, "/stock"),
                        Api.post(INVENTORY, "/stock/imports"),
                        Api.get(OFFER, "/offers"),
                        Api.put(OFFER, "/offers/o1"),
                        Api.put(OFFER, "/codes/C1"),
                        Api.get(PAYMENT, "/payments?cartId=c1"),
                        Api.get(PAYMENT, "/ops/gateway-holds?requestId=r1")),
                Stream.of(Service.values())
                        .flatMap(service ->
                                Stream.of(Api.get(service, "/ops/dead-letters"), Api.get(service, "/ops/applied/r1"))));
    }

    @ParameterizedTest
    @MethodSource({"internalCalls", "operatorCalls"})
    void a_customer_may_not_call_what_is_for_services_or_operators(ApiRequest call) {
        call.byCustomer("eve").json(Map.of()).send().isExplainedProblem(403, "forbidden");
    }

    @ParameterizedTest
    @MethodSource({"internalCalls", "operatorCalls"})
    void nobody_may_call_what_is_for_services_or_operators_without_a_token(ApiRequest call) {
        ApiResponse refused = call.json(Map.of()).send().isExplainedProblem(401, "unauthenticated");

        assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @ParameterizedTest
    @MethodSource({"callsWithBodies", "sharedCallsWithBodies"})
    void a_card_number_is_refused_in_any_member_of_every_call(ApiRequest call) {
        String body =
                "{\"any\":{\"note\":[\"for 4242 4242 4242 4242\"]},\"4242-4242-4242-4242\":\"\uFF14242424242424242\"}";

        ApiResponse refused = call.body(JSON, body).send().isExplainedProblem(422, "invalid-request");

        refused.hasErrors("/any/note/0 card-number", "/? card-number", "/? card-number");
        assertThat(refused.toString()).doesNotContain("4242");
    }

    @ParameterizedTest
    @MethodSource({"callsWithBodies", "sharedCallsWithBodies", "callsWithEvents"})
    void a_security_code_is_refused_in_any_member_of_every_call(ApiRequest call) {
        call.body(JSON, "{\"any\":{\"attributes\":{\"Card-CVC\":\"123\"}}}")
                .send()
                .isExplainedProblem(422, "invalid-request")
                .hasErrors("/any/attributes/Card-CVC card-security-code");
    }

    @Test
    void a_card_number_is_refused_wherever_a_token_belongs_and_is_stored_nowhere() {
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
                    .isExplainedProblem(422, "invalid-request")
                    .hasErrors("/token card-number");
            Api.post(PAYMENT, "/tokens/validations")
                    .byService()
                    .json(payment)
                    .send()
                    .isExplainedProblem(422, "invalid-request")
                    .hasErrors("/token card-number");
            Api.post(PAYMENT, "/payment-methods")
                    .byCustomer("carol")
                    .json(payment)
                    .send()
                    .isExplainedProblem(422, "invalid-request")
                    .hasErrors("/token card-number");
        }

        assertThat(buyer.cart().at("/payments").size()).isZero();
        assertThat(Store.everything()).isNotEmpty().noneMatch(document -> document.contains(CARD));
        assertThat(RunningSuite.logs()).isNotEmpty().doesNotContain(CARD, "4242 4242", "4242-4242", "4242:4242");
        assertThat(Topics.all()).noneMatch(event -> event.toString().contains(CARD));
    }

    @Test
    void a_token_or_gateway_that_nobody_knows_is_refused() {
        guest.tries("POST", "/payments", Map.of("gateway", "simulator", "token", "tok_of_mine"))
                .isExplainedProblem(422, "invalid-request")
                .hasErrors("/token unknown-token");
        guest.tries("POST", "/payments", Map.of("gateway", "no-such-bank", "token", "tok_approve"))
                .isExplainedProblem(422, "invalid-request")
                .hasErrors("/gateway unknown-gateway");
        guest.tries("POST", "/payments", Map.of())
                .isExplainedProblem(422, "invalid-request")
                .hasErrors("/gateway missing", "/token missing");
    }

    @Test
    void a_code_that_nobody_knows_is_refused_and_not_stored() {
        guest.tries("PUT", "/codes/NO-SUCH-CODE", null).isExplainedProblem(422, "code-refused");

        assertThat(guest.cart().at("/codes").size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "OPERATIONS, /ops/reconciliations?colour=red",
        "OPERATIONS, /ops/reconciliations?limit=0",
        "OPERATIONS, /ops/reconciliations?limit=501",
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
        Api.get(service, list).byOperator().send().isExplainedProblem(400, "malformed-request");
    }

    @Test
    void a_reconciliation_with_invalid_filters_is_refused() {
        reconciles(Map.of("from", "yesterday"))
                .isExplainedProblem(400, "malformed-request")
                .hasErrors("/from malformed");
        reconciles(Map.of("repair", "perhaps"))
                .isExplainedProblem(400, "malformed-request")
                .hasErrors("/repair malformed");
        reconciles(Map.of("types", "ORDER_MISSING"))
                .isExplainedProblem(400, "malformed-request")
                .hasErrors("/types malformed");
        reconciles(Map.of(
                        "from", "2026-01-02T00:00:00Z",
                        "to", "2026-01-01T00:00:00Z",
                        "types", Arrays.asList("NO_SUCH", "ORDER_MISSING", null)))
                .isExplainedProblem(422, "invalid-request")
                .hasErrors("/from not-allowed", "/types/0 unknown-type", "/types/2 unknown-type");
        reconciles(Map.of("types", Collections.nCopies(101, "ORDER_MISSING")))
                .isExplainedProblem(422, "invalid-request")
                .hasErrors("/types too-many");
        Api.get(OPERATIONS, "/ops/reconciliations/nothing").byOperator().send().isExplainedProblem(404, "not-found");
    }

    private static ApiResponse reconciles(Map<String, ?> body) {
        return Api.post(OPERATIONS, "/ops/reconciliations")
                .byOperator()
                .json(body)
                .send();
    }

    @Test
    void an_unknown_tenant_is_refused() {
        Api.get(CART, "/carts/" + guest.cartId())
                .with("X-Tenant", "elsewhere")
                .send()
                .isExplainedProblem(400, "malformed-request")
                .hasErrors("header:X-Tenant unknown-tenant");
    }

    @Test
    void a_bad_line_of_an_import_is_reported_and_does_not_stop_the_others() {
        String good = Shop.unique("GOOD");

        ApiResponse report = Api.post(INVENTORY, "/stock/imports")
                .byOperator()
                .body(
                        "application/x-ndjson",
                        "{\"sku\":\"BAD\",\"onHand\":-1}\nno json\n{\"sku\":\"%s\",\"onHand\":7}\n".formatted(good))
                .send()
                .is(200);

        assertThat(List.of(report.number("/read"), report.number("/imported"), report.number("/rejected")))
                .containsExactly(3L, 1L, 2L);
        assertThat(report.texts("/errors", "/line")).containsExactly("1", "2");
        assertThat(Shop.stockLevel(good).onHand()).isEqualTo(7);
    }

    @Test
    void other_methods_paths_and_content_types_are_problems_too() {
        Api.delete(CART, "/carts").send().isExplainedProblem(405, "method-not-allowed");
        Api.post(CART, "/carts").body("text/plain", "hello").send().isExplainedProblem(415, "unsupported-media-type");
        Api.post(ORDER, "/orders/lookups")
                .body("application/yaml", "number: 4242424242424242\nemail: ann@example.org")
                .send()
                .isExplainedProblem(415, "unsupported-media-type");
        Api.post(ORDER, "/orders/lookups")
                .body("application/json;charset=ISO-8859-1", "{\"number\":\"1\",\"email\":\"ann@example.org\"}")
                .send()
                .isExplainedProblem(400, "malformed-request")
                .hasErrors("header:Content-Type undecodable");
        Api.post(CART, "/catalog/imports")
                .byOperator()
                .json(Map.of())
                .send()
                .isExplainedProblem(415, "unsupported-media-type");
    }
}
