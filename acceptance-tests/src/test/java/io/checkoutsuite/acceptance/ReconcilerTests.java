package io.checkoutsuite.acceptance;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;
import static io.checkoutsuite.stack.Service.CART;
import static io.checkoutsuite.stack.Service.ORDER;
import static io.checkoutsuite.stack.Service.PAYMENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconcilerTests {

    private static String vase;

    private Instant begun;

    @BeforeAll
    static void stock() {
        vase = Shop.sells("VASE", "10.00", 1_000);
    }

    @BeforeEach
    void begin() {
        begun = Instant.now().minusMillis(5);
    }

    @Test
    void after_sales_and_refusals_nothing_is_amiss() {
        sold();
        refused();

        Answer run = reconciles(false);

        assertThat(run.at("/findings")).isEmpty();
        assertThat(run.number("/checked")).isGreaterThanOrEqualTo(2);
        assertThat(Call.get(CART, "/ops/reconciliations/" + run.text("/id"))
                        .byOperator()
                        .answer()
                        .is(200)
                        .text("/by"))
                .isEqualTo("olga");
        assertThat(Call.get(CART, "/ops/reconciliations?limit=500")
                        .byOperator()
                        .answer()
                        .is(200)
                        .texts("/items", "/id"))
                .contains(run.text("/id"));
    }

    @Test
    void a_missing_order_is_made_again() {
        Buyer buyer = sold();
        Store.takesAway(ORDER, "orders", eq("_id", "default/" + buyer.cartId()));

        isMended("ORDER_MISSING");

        buyer.order().is(200);
    }

    @Test
    void an_order_of_another_total_is_for_people() {
        Buyer buyer = sold();
        Store.writes(
                ORDER, "orders", eq("_id", "default/" + buyer.cartId()), set("number", "doctored-" + buyer.cartId()));

        isFoundAndLeft("ORDER_DIFFERS");

        Store.takesAway(ORDER, "orders", eq("_id", "default/" + buyer.cartId()));
        isMended("ORDER_MISSING");
    }

    @Test
    void a_failed_order_that_is_not_on_record_is_recorded_again() {
        Buyer buyer = refused();
        Store.takesAway(ORDER, "failed_orders", eq("_id", "default/" + buyer.requestId(1)));

        isMended("FAILED_ORDER_MISSING");
    }

    @Test
    void a_payment_that_is_not_bound_is_bound() {
        Buyer buyer = sold();
        Store.writes(PAYMENT, "authorizations", eq("_id", "default/" + buyer.requestId(1)), set("state", "AUTHORIZED"));

        isMended("PAYMENT_NOT_BOUND");
    }

    @Test
    void stock_that_no_checkout_knows_is_given_back() {
        String bowl = Shop.sells("BOWL", "1.00", 5);
        Shop.reserves(Shop.unique("nobody") + "-1", bowl, 2).is(200);

        isMended("STOCK_WITHOUT_CHECKOUT");

        assertThat(Shop.shelf(bowl)).isEqualTo(Shop.Shelf.untouched(5));
    }

    @Test
    void an_event_that_no_sweeper_sees_is_published() {
        Buyer buyer = Buyer.guest().puts(1, vase);
        Instant at = Instant.now();
        Store.writesToCart(buyer.cartId(), set("outbox", List.of(rollback(buyer, at))));

        isMended("EVENT_OWED");
    }

    @Test
    void a_checkout_that_recovery_does_not_see_is_rolled_back() {
        Buyer buyer = Buyer.guest().puts(1, vase).paysWith("tok_approve");
        begun = Instant.now().minusSeconds(120);
        Store.writesToCart(
                buyer.cartId(),
                combine(set("status", "SUBMISSION_IN_PROGRESS"), inc("version", 1L), push("attempts", left(buyer))));

        Answer dry = reconciles(false, "CHECKOUT_STUCK");
        assertThat(types(dry)).containsExactly("CHECKOUT_STUCK");
        Answer repaired = reconciles(true, "CHECKOUT_STUCK");

        assertThat(repaired.at("/findings/0/repaired").asBoolean(false)).isTrue();
        assertThat(buyer.cartStatus()).isEqualTo("IN_PROCESS");
        buyer.settledOutcome(buyer.requestId(1));
    }

    @Test
    void an_order_whose_cart_is_gone_is_found_with_all_that_belongs_to_it_and_left() {
        Buyer buyer = sold();
        Document cart = Store.takesAway(CART, "carts", eq("_id", "default/" + buyer.cartId()));

        Answer run = reconciles(true);

        assertThat(types(run))
                .containsExactlyInAnyOrder(
                        "ORDER_WITHOUT_CHECKOUT", "STOCK_WITHOUT_CHECKOUT", "PAYMENT_WITHOUT_CHECKOUT");
        assertThat(run.texts("/findings", "/repair")).containsOnly("");
        assertThat(cart.getString("status")).isEqualTo("SUBMITTED");
        buyer.requestId(1);
    }

    @Test
    void bad_input_is_explained() {
        Call.post(CART, "/ops/reconciliations")
                .byOperator()
                .json(Map.of("types", List.of("NO_SUCH"), "from", "2026-01-02T00:00:00Z", "to", "2026-01-01T00:00:00Z"))
                .answer()
                .isProblem(422, "invalid-request")
                .names("/from not-allowed", "/types/0 unknown-type");
        Call.post(CART, "/ops/reconciliations")
                .byCustomer("carol")
                .json(Map.of())
                .answer()
                .isProblem(403, "forbidden");
        Call.get(CART, "/ops/reconciliations/nothing").byOperator().answer().isProblem(404, "not-found");
    }

    /** Found with exactly this type, not touched by a dry run, mended by a repair, and not found again. */
    private void isMended(String type) {
        Answer dry = reconciles(false);
        assertThat(types(dry)).as("%s", dry).containsExactly(type);
        assertThat(dry.text("/findings/0/repair")).isNotEmpty();
        assertThat(dry.at("/findings/0/repaired").asBoolean(true)).isFalse();
        assertThat(types(reconciles(false))).containsExactly(type);
        Answer repaired = reconciles(true);
        assertThat(types(repaired)).containsExactly(type);
        assertThat(repaired.at("/findings/0/repaired").asBoolean(false))
                .as("%s", repaired)
                .isTrue();
        assertThat(types(reconciles(false))).isEmpty();
    }

    private void isFoundAndLeft(String type) {
        Answer run = reconciles(true);
        assertThat(types(run)).as("%s", run).containsExactly(type);
        assertThat(run.at("/findings/0/repair").isNull()).isTrue();
        assertThat(run.at("/findings/0/repaired").asBoolean(true)).isFalse();
    }

    private static List<String> types(Answer run) {
        return run.texts("/findings", "/type");
    }

    private Answer reconciles(boolean repair, String... types) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("from", begun.toString());
        wanted.put("types", List.of(types));
        wanted.put("repair", repair);
        return Call.post(CART, "/ops/reconciliations")
                .byOperator()
                .json(wanted)
                .answer()
                .is(200);
    }

    private static Buyer sold() {
        Buyer buyer = Buyer.guest().puts(2, vase).paysWith("tok_approve");
        buyer.submits().is(200);
        buyer.settledOutcome(buyer.requestId(1));
        return buyer;
    }

    private static Buyer refused() {
        Buyer buyer = Buyer.guest().puts(2, vase).paysWith("tok_decline_hard");
        buyer.submits().is(402);
        buyer.settledOutcome(buyer.requestId(1));
        return buyer;
    }

    private static Document rollback(Buyer buyer, Instant at) {
        return new Document("eventId", "checkoutRollback:" + buyer.requestId(1))
                .append("type", "checkoutRollback")
                .append("key", buyer.cartId())
                .append("tenant", "default")
                .append("requestId", buyer.requestId(1))
                .append("at", Date.from(at))
                .append("body", """
                        {"requestId":"%s","cartId":"%s","orderNumber":"0","failureType":"CHECKOUT_ABANDONED",
                         "contextInfo":{"tenant":"default"},"occurredAt":"%s"}""".formatted(buyer.requestId(1), buyer.cartId(), at));
    }

    /** An attempt whose lease is over, where its cart does not say so. */
    private static Document left(Buyer buyer) {
        Instant died = Instant.now().minusSeconds(100);
        return new Document("requestId", buyer.requestId(1))
                .append("orderNumber", "dead-" + buyer.cartId())
                .append("formerStatus", "IN_PROCESS")
                .append("bodyHash", "0")
                .append("askedBy", "guest")
                .append("startedAt", Date.from(died))
                .append("leaseUntil", Date.from(died.plusSeconds(45)));
    }
}
