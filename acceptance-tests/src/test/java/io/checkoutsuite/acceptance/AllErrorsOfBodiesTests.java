package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.CART;
import static io.checkoutsuite.stack.Service.INVENTORY;
import static io.checkoutsuite.stack.Service.OFFER;
import static io.checkoutsuite.stack.Service.OPERATIONS;
import static io.checkoutsuite.stack.Service.ORDER;
import static io.checkoutsuite.stack.Service.PAYMENT;
import static io.checkoutsuite.test.http.PublishedApi.asDocumented;

import io.checkoutsuite.test.http.ApiRequest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One response lists everything that is wrong with a body, whichever part of the service finds it. */
class AllErrorsOfBodiesTests {

    private static Buyer guest;

    @BeforeAll
    static void open() {
        guest = Buyer.guest().puts(1, Shop.sells("PEN", "1.00", 10));
    }

    private static Arguments refused(int status, ApiRequest call, String body, String... errors) {
        return Arguments.of(call, body, status, errors);
    }

    private static ApiRequest ofGuest(String method, String path) {
        return guest.call(method, path, null).with("If-Match", guest.etag());
    }

    static Stream<Arguments> bodies() {
        return Stream.of(ofBuyers(), ofCartService(), ofInventoryAndOrders(), ofOffers(), ofPayments(), ofOperators())
                .flatMap(each -> each);
    }

    private static Stream<Arguments> ofBuyers() {
        return Stream.of(
                refused(
                        422,
                        Api.post(CART, "/carts"),
                        """
                        {"currency": "ZZZ", "contact": {"email": "nobody"},
                         "lines": [{"sku": "pen", "quantity": -1}, {"sku": "pen", "quantity": 1000001}, {"quantity": 1}],
                         "fulfillmentGroups": [{"type": "SHIP", "lineIds": ["l1"]}], "codes": [""]}
                        """,
                        "/currency unknown-currency",
                        "/contact/email malformed",
                        "/lines/0/quantity too-small",
                        "/lines/1/quantity too-large",
                        "/lines/2/sku missing",
                        "/fulfillmentGroups/0/lineIds/0 unknown-line",
                        "/codes/0 missing"),
                refused(
                        400,
                        Api.post(CART, "/carts"),
                        """
                        {"curency": "GBP", "currency": "ZZZ",
                         "lines": [{"sku": "pen", "quantity": -1}, {"sku": "pen", "quantity": "many"}, {"quantity": -1}]}
                        """,
                        "/curency unknown",
                        "/currency unknown-currency",
                        "/lines/0/quantity too-small",
                        "/lines/1/quantity malformed",
                        "/lines/2/sku missing",
                        "/lines/2/quantity too-small"),
                refused(
                        422,
                        Api.post(CART, "/carts/mine/lines").byCustomer("carol"),
                        """
                        {"currency": "ZZZ", "sku": "a;b", "quantity": -1, "lines": [{"sku": "pen", "quantity": -2}]}
                        """,
                        "/currency unknown-currency",
                        "/sku malformed",
                        "/quantity too-small",
                        "/lines/0/quantity too-small"),
                refused(
                        422,
                        ofGuest("POST", "/lines"),
                        """
                        {"sku": "a;b", "quantity": 1000001, "lines": [{"sku": "pen", "quantity": -2}]}
                        """,
                        "/sku malformed",
                        "/quantity too-large",
                        "/lines/0/quantity too-small"),
                refused(
                        422,
                        ofGuest("POST", "/payments"),
                        """
                        {"gateway": "", "type": "credit card", "amount": {"amount": "0.00", "currency": "GBP"}}
                        """,
                        "/gateway wrong-size",
                        "/token missing",
                        "/type malformed",
                        "/amount/amount too-small"));
    }

    private static Stream<Arguments> ofCartService() {
        return Stream.of(
                refused(
                        422,
                        Api.post(CART, "/internal/checkouts/histories").byService(),
                        """
                        {"filter": {"cartIds": [""], "id": "c", "eventType": "orderCreated", "failureType": "NONE", "colour": "red"},
                         "attempts": "NONE", "events": true, "limit": 9999, "after": "nowhere", "extra": 1}
                        """,
                        "/filter not-allowed",
                        "/filter/cartIds/0 wrong-size",
                        "/filter/colour unknown-filter",
                        "/filter/eventType unknown-type",
                        "/filter/failureType unknown-type",
                        "/attempts not-allowed",
                        "/events not-allowed",
                        "/limit too-large",
                        "/after malformed",
                        "/extra unknown-member"),
                refused(
                        422,
                        Api.post(CART, "/internal/checkouts/publications").byService(),
                        """
                        {"target": "nobody", "by": "", "outcomes": [{"requestId": "r-1", "digest": "zz", "extra": 1}], "extra": 1}
                        """,
                        "/target not-allowed",
                        "/by missing",
                        "/replayId missing",
                        "/outcomes/0/digest malformed",
                        "/outcomes/0/extra unknown-member",
                        "/extra unknown-member"));
    }

    private static Stream<Arguments> ofInventoryAndOrders() {
        return Stream.of(
                refused(
                        422,
                        Api.post(INVENTORY, "/stock/pen/adjustments")
                                .byOperator()
                                .with("Idempotency-Key", "k"),
                        "{\"delta\": 0, \"reason\": \"\"}",
                        "/delta not-allowed",
                        "/reason missing"),
                refused(
                        422,
                        Api.put(INVENTORY, "/reservations/r1").byService(),
                        """
                        {"cartId": "", "leaseSeconds": 0, "lines": [{"sku": "a;b", "quantity": 0}]}
                        """,
                        "/cartId missing",
                        "/leaseSeconds too-small",
                        "/lines/0/sku malformed",
                        "/lines/0/quantity too-small"),
                refused(
                        400,
                        Api.post(ORDER, "/orders/lookups"),
                        "{\"numbr\": \"1\", \"number\": \"\", \"email\": \"\"}",
                        "/numbr unknown",
                        "/number missing",
                        "/email missing"),
                refused(
                        422,
                        Api.post(ORDER, "/ops/dead-letters/redrives").byOperator(),
                        "{\"ids\": [\"\"], \"all\": true, \"limit\": 0, \"colour\": \"red\"}",
                        " not-allowed",
                        "/ids/0 missing",
                        "/limit too-small",
                        "/colour unknown-filter"));
    }

    private static Stream<Arguments> ofOffers() {
        return Stream.of(
                refused(
                        400,
                        Api.put(OFFER, "/offers/o1").byOperator(),
                        """
                        {"name": "", "target": "ORDER", "skus": ["a;b"], "kind": "PERCENT", "value": "0", "maxUses": -1,
                         "startsAt": "2026-02-01T00:00:00Z", "endsAt": "2026-01-01T00:00:00Z", "colour": "red", "priority": "high"}
                        """,
                        "/colour unknown",
                        "/priority malformed",
                        "/name wrong-size",
                        "/skus not-allowed",
                        "/skus/0 malformed",
                        "/value not-allowed",
                        "/endsAt not-allowed",
                        "/maxUses too-small"),
                refused(
                        400,
                        Api.put(OFFER, "/codes/C1").byOperator(),
                        """
                        {"offerId": "a b", "maxUses": -1, "maxUsesPerCustomer": "many",
                         "startsAt": "2026-02-01T00:00:00Z", "endsAt": "2026-01-01T00:00:00Z"}
                        """,
                        "/offerId malformed",
                        "/maxUses too-small",
                        "/maxUsesPerCustomer malformed",
                        "/endsAt not-allowed"),
                refused(
                        422,
                        Api.post(OFFER, "/pricing").byService(),
                        """
                        {"currency": "ZZZ",
                         "lines": [{"lineId": "a", "sku": "x", "quantity": 0, "unitPrice": {"amount": "-1.00", "currency": "GBP"}},
                                   {"lineId": "a", "sku": "y", "quantity": 1}]}
                        """,
                        "/currency unknown",
                        "/lines/0/quantity too-small",
                        "/lines/0/unitPrice other-currency",
                        "/lines/0/unitPrice too-small",
                        "/lines/1/lineId duplicate",
                        "/lines/1/unitPrice missing"));
    }

    private static Stream<Arguments> ofPayments() {
        return Stream.of(
                refused(
                        422,
                        Api.put(PAYMENT, "/authorizations/r1").byService(),
                        """
                        {"cartId": "", "orderNumber": "1", "total": {"amount": "5.00", "currency": "GBP"},
                         "payments": [
                           {"paymentId": "p", "gateway": "nowhere", "token": "t", "amount": {"amount": "0.00", "currency": "EUR"}},
                           {"paymentId": "p", "amount": {"amount": "1.00", "currency": "GBP"}}]}
                        """,
                        "/cartId malformed",
                        "/payments/0/gateway unknown-gateway",
                        "/payments/0/amount too-small",
                        "/payments/0/amount/currency other-currency",
                        "/payments/1/gateway missing",
                        "/payments/1/token missing",
                        "/payments/1/paymentId duplicate",
                        "/total sum-mismatch"),
                refused(
                        422,
                        Api.post(PAYMENT, "/payment-methods").byCustomer("carol"),
                        "{\"gateway\": \"nowhere\", \"type\": \"no type\", \"expires\": \"2001-01\"}",
                        "/gateway unknown-gateway",
                        "/token missing",
                        "/type malformed",
                        "/expires expired"),
                refused(
                        400,
                        Api.post(PAYMENT, "/payments/p1/captures").byOperator().with("Idempotency-Key", "k"),
                        "{\"amount\": {\"amount\": \"0.00\", \"currency\": \"GBP\"}, \"note\": 1}",
                        "/amount too-small",
                        "/note unknown"),
                refused(
                        422,
                        Api.post(PAYMENT, "/tokens/validations").byService(),
                        "{\"gateway\": \"nowhere\"}",
                        "/gateway unknown-gateway",
                        "/token missing"));
    }

    private static Stream<Arguments> ofOperators() {
        return Stream.of(
                refused(
                        422,
                        Api.post(OPERATIONS, "/ops/replays").byOperator(),
                        """
                        {"filter": {"eventType": "orderCreated", "colour": "red"}, "target": "nobody", "perSecond": 0, "extra": 1}
                        """,
                        "/filter/eventType unknown-type",
                        "/filter/colour unknown-filter",
                        "/target not-allowed",
                        "/perSecond too-small",
                        "/extra unknown-member"),
                refused(
                        400,
                        Api.post(OPERATIONS, "/ops/reconciliations").byOperator(),
                        """
                        {"from": "2026-02-01T00:00:00Z", "to": "2026-01-01T00:00:00Z", "types": ["NONE"], "repair": "yes"}
                        """,
                        "/repair malformed",
                        "/from not-allowed",
                        "/types/0 unknown-type"),
                refused(
                        422,
                        Api.post(OPERATIONS, "/ops/dead-letters/redrives").byOperator(),
                        "{\"ids\": [\"\"], \"all\": true, \"services\": [\"nobody\"], \"limit\": 0, \"colour\": \"red\"}",
                        " not-allowed",
                        "/ids/0 missing",
                        "/services/0 not-allowed",
                        "/limit too-small",
                        "/colour unknown-filter"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void one_response_lists_everything_that_is_wrong(ApiRequest call, String body, int status, String[] errors) {
        asDocumented(call.body("application/json", body).send())
                .isExplainedProblem(status, status == 400 ? "malformed-request" : "invalid-request")
                .hasErrors(errors);
    }
}
