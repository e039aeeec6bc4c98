package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.INVENTORY;
import static io.checkoutsuite.stack.Service.OFFER;
import static io.checkoutsuite.stack.Service.ORDER;
import static io.checkoutsuite.stack.Service.PAYMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.acceptance.Shop.StockLevel;
import io.checkoutsuite.acceptance.Shop.Uses;
import io.checkoutsuite.acceptance.Topics.Event;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.test.Eventually;
import io.checkoutsuite.test.http.ApiResponse;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EventsTests {

    private static final Set<String> ATTRIBUTES = Set.of(
            "ce_id", "ce_type", "ce_source", "ce_specversion", "ce_time", "ce_subject", "ce_requestid", "ce_tenant");

    @Test
    void outcomes_are_cloud_events_named_after_their_attempt_and_ordered_by_cart() {
        String bowl = Shop.sells("BOWL", "8.00", 10);
        Buyer buyer = Buyer.guest().puts(1, bowl).paysWith("tok_decline_soft");
        buyer.submits().is(402);
        buyer.removesPayments().paysWith("tok_approve").submits().is(200);

        Event rollback = Topics.only("checkoutRollback", buyer.requestId(1));
        Event completion = Topics.only("checkoutCompletion", buyer.requestId(2));

        assertThat(rollback.id()).isEqualTo("checkoutRollback:" + buyer.requestId(1));
        assertThat(completion.id()).isEqualTo("checkoutCompletion:" + buyer.requestId(2));
        assertThat(List.of(rollback, completion)).allSatisfy(event -> {
            assertThat(event.key()).isEqualTo(buyer.cartId());
            assertThat(event.headers()).containsKeys(ATTRIBUTES.toArray(String[]::new));
            assertThat(event.headers())
                    .containsEntry("ce_specversion", "1.0")
                    .containsEntry("ce_source", "/cart-service")
                    .containsEntry("ce_type", event.topic())
                    .containsEntry("ce_subject", buyer.cartId())
                    .containsEntry("ce_tenant", "default");
        });
        assertThat(rollback.partition()).isEqualTo(completion.partition());
        assertThat(rollback.json().at("/failureType").asString()).isEqualTo("FAILED_PAYMENT_TRANSACTION");
        assertThat(completion.json().at("/cart/totals/total/amount").asString()).isEqualTo("8.00");
    }

    @Test
    void no_record_of_any_topic_holds_a_payment_token_or_a_guests_token() {
        String bowl = Shop.sells("BOWL", "8.00", 10);
        Buyer guest = Buyer.guest().puts(1, bowl).paysWith("tok_decline_hard");
        guest.submits().is(402);
        guest.removesPayments()
                .paysWith("tok_approve", "3.00")
                .paysWith("tok_approve")
                .submits()
                .is(200);
        guest.settledOutcome(guest.requestId(2));

        List<Event> about = Topics.all().stream()
                .filter(event -> event.requestId().equals(guest.requestId(2)))
                .toList();

        assertThat(about)
                .extracting(Event::topic)
                .contains("checkoutCompletion", "orderCreated", "paymentStatusChanged");
        assertThat(Topics.all())
                .allSatisfy(event -> assertThat(event.body() + event.headers())
                        .doesNotContain("tok_")
                        .doesNotContainIgnoringCase("guest-token")
                        .doesNotContain("tokenHash"));
    }

    @Test
    void a_completion_that_comes_again_three_times_changes_nothing_with_or_without_its_old_id() {
        Purchase purchase = Purchase.made();
        Event completion = Topics.only("checkoutCompletion", purchase.requestId());

        for (int i = 1; i <= 3; i++) {
            Topics.publishes(completion);
            Topics.republishes(completion, ":again-" + i);
        }

        Topics.untilAppliedEverywhere(purchase.requestId(), completion.id() + ":again-3");
        purchase.isUnchanged();
        assertThat(Topics.of("orderCreated", purchase.requestId())).hasSize(1);
    }

    @Test
    void outcomes_of_different_attempts_may_come_again_in_any_order() {
        Purchase purchase = Purchase.afterARefusal();
        Event rollback = Topics.only("checkoutRollback", purchase.buyer().requestId(1));
        Event completion = Topics.only("checkoutCompletion", purchase.requestId());

        Topics.republishes(rollback, ":1");
        Topics.republishes(completion, ":2");
        Topics.untilAppliedEverywhere(purchase.requestId(), completion.id() + ":2");
        Topics.untilAppliedEverywhere(rollback.requestId(), rollback.id() + ":1");
        purchase.isUnchanged();

        Topics.republishes(completion, ":3");
        Topics.untilAppliedEverywhere(purchase.requestId(), completion.id() + ":3");
        Topics.republishes(rollback, ":4");
        Topics.untilAppliedEverywhere(rollback.requestId(), rollback.id() + ":4");
        purchase.isUnchanged();
    }

    @Test
    void a_rollback_that_overtakes_its_reservations_closes_the_attempt_for_ever() {
        String bowl = Shop.sells("BOWL", "8.00", 10);
        String cart = Shop.unique("cart");
        String requestId = cart + "-1";
        Event rollback = Topics.event("checkoutRollback", requestId, cart, """
                {"requestId":"%s","cartId":"%s","orderNumber":"0","failureType":"CHECKOUT_ABANDONED",
                 "contextInfo":{"tenant":"default"},"occurredAt":"2026-01-01T00:00:00Z"}""".formatted(requestId, cart));

        Topics.publishes(rollback);
        Topics.untilAppliedEverywhere(requestId, rollback.id());

        Shop.reserves(requestId, bowl, 1).isExplainedProblem(409, "reservation-closed");
        Api.put(OFFER, "/uses/" + requestId)
                .byService()
                .json(Map.of("cartId", cart, "leaseSeconds", 300, "uses", List.of()))
                .send()
                .isExplainedProblem(409, "uses-closed");
        Api.put(PAYMENT, "/authorizations/" + requestId)
                .byService()
                .json(Map.of(
                        "cartId",
                        cart,
                        "orderNumber",
                        "0",
                        "total",
                        Shop.pounds("8.00"),
                        "payments",
                        List.of(Map.of(
                                "paymentId", "p1",
                                "gateway", "simulator",
                                "token", "tok_approve",
                                "amount", Shop.pounds("8.00")))))
                .send()
                .isExplainedProblem(409, "authorization-closed");
        assertThat(Shop.stockLevel(bowl)).isEqualTo(StockLevel.untouched(10));
        assertThat(GatewayHolds.of(requestId).total()).isZero();
    }

    @Test
    void a_record_that_nobody_can_read_is_parked_with_its_reason_and_holds_nobody_up() {
        Buyer buyer = Buyer.guest().puts(1, Shop.sells("BOWL", "8.00", 10)).paysWith("tok_approve");
        String requestId = Shop.unique("poison") + "-1";
        Topics.publishes(Topics.event("checkoutCompletion", requestId, buyer.cartId(), "{\"cart\":"));

        // The same key, and therefore the same partition, behind the unreadable record.
        buyer.submits().is(200);
        buyer.settledOutcome(buyer.requestId(1));

        Service.PARTICIPANTS.forEach(service -> {
            JsonNode parked = parked(service, requestId, 0);
            assertThat(parked.at("/topic").asString()).isEqualTo("checkoutCompletion");
            assertThat(parked.at("/eventId").asString()).isEqualTo("checkoutCompletion:" + requestId);
            assertThat(parked.at("/reason").asString()).contains("Unreadable checkoutCompletion");
            ApiResponse whole = Api.get(
                            service,
                            "/ops/dead-letters/" + Api.encoded(parked.at("/id").asString()))
                    .byOperator()
                    .send()
                    .is(200);
            assertThat(whole.text("/body")).isEqualTo("{\"cart\":");
        });
    }

    @Test
    void a_parked_record_is_sent_again_on_an_operators_request_and_comes_back_if_its_cause_is_still_there() {
        String requestId = Shop.unique("poison") + "-1";
        Topics.publishes(Topics.event("checkoutRollback", requestId, Shop.unique("cart"), "no json"));
        JsonNode parked = parked(INVENTORY, requestId, 0);

        ApiResponse redriven = Api.post(
                        INVENTORY,
                        "/ops/dead-letters/" + Api.encoded(parked.at("/id").asString()) + "/redrives")
                .byOperator()
                .send()
                .is(200);

        assertThat(redriven.text("/state")).isEqualTo("REDRIVEN");
        JsonNode back = parked(INVENTORY, requestId, 1);
        assertThat(back.at("/id").asString()).isNotEqualTo(parked.at("/id").asString());
        assertThat(back.at("/reason").asString()).contains("Unreadable checkoutRollback");
    }

    private static JsonNode parked(Service service, String requestId, int redrives) {
        return Eventually.get(
                        service + " parks " + requestId,
                        () -> letters(service, requestId, redrives),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private static List<JsonNode> letters(Service service, String requestId, int redrives) {
        ApiResponse page = Api.get(service, "/ops/dead-letters?limit=500")
                .byOperator()
                .send()
                .is(200);
        return StreamSupport.stream(page.at("/items").spliterator(), false)
                .filter(letter -> letter.at("/requestId").asString("").equals(requestId)
                        && letter.at("/redrives").asInt() == redrives)
                .toList();
    }

    /** A purchase with its order and its state in every service. */
    private record Purchase(Buyer buyer, String requestId, String sku, String code, byte[] order) {

        static Purchase made() {
            String sku = Shop.sells("BOWL", "8.00", 10);
            String code = Shop.tenPercentOff(5);
            Buyer buyer = Buyer.guest().puts(2, sku).enters(code).paysWith("tok_approve");
            buyer.submits().is(200);
            return settled(buyer, buyer.requestId(1), sku, code);
        }

        static Purchase afterARefusal() {
            String sku = Shop.sells("BOWL", "8.00", 10);
            String code = Shop.tenPercentOff(5);
            Buyer buyer = Buyer.guest().puts(2, sku).enters(code).paysWith("tok_decline_soft");
            buyer.submits().is(402);
            buyer.removesPayments().paysWith("tok_approve").submits().is(200);
            buyer.settledOutcome(buyer.requestId(1));
            return settled(buyer, buyer.requestId(2), sku, code);
        }

        private static Purchase settled(Buyer buyer, String requestId, String sku, String code) {
            buyer.settledOutcome(requestId);
            Purchase purchase = new Purchase(
                    buyer, requestId, sku, code, buyer.order().is(200).body());
            purchase.isUnchanged();
            return purchase;
        }

        void isUnchanged() {
            assertThat(Shop.stockLevel(sku)).isEqualTo(StockLevel.sold(2, 10));
            assertThat(Shop.uses(code)).isEqualTo(new Uses(5, 0, 1, 4));
            assertThat(buyer.order().is(200).body()).isEqualTo(order);
            GatewayHolds holds = GatewayHolds.of(requestId);
            assertThat(holds.authorizations()).isEqualTo(1);
            assertThat(holds.total()).isEqualByComparingTo(new BigDecimal("14.40"));
            assertThat(Api.get(PAYMENT, "/authorizations/" + requestId)
                            .byOperator()
                            .send()
                            .text("/state"))
                    .isEqualTo("BOUND");
            assertThat(Api.get(ORDER, "/orders?cartId=" + buyer.cartId())
                            .byOperator()
                            .send()
                            .at("/items")
                            .size())
                    .isEqualTo(1);
        }
    }
}
