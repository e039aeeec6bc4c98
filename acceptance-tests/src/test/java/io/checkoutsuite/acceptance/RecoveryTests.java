package io.checkoutsuite.acceptance;

import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;
import static io.checkoutsuite.stack.Service.CART;
import static io.checkoutsuite.stack.Service.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.acceptance.Shop.StockLevel;
import io.checkoutsuite.test.Eventually;
import io.checkoutsuite.test.http.ApiRequest;
import io.checkoutsuite.test.http.ApiResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeavesNoDiscrepancies.class)
class RecoveryTests {

    private static final Duration RECOVERY = Duration.ofSeconds(10);

    @Test
    void a_checkout_whose_process_died_is_resumed_and_its_buyer_gets_the_order() {
        String clock = Shop.sells("CLOCK", "30.00", 5);
        Buyer buyer = Buyer.guest().puts(2, clock).paysWith("tok_approve");
        String requestId = buyer.requestId(1);
        Shop.reserves(requestId, clock, 2).is(200);

        leaveAbandoned(buyer, Instant.now().minusSeconds(60));

        Eventually.get(
                "the abandoned checkout is decided",
                RECOVERY,
                () -> buyer.outcome(requestId).is(200).text("/state"),
                "COMPLETED"::equals);
        buyer.settledOutcome(requestId);
        assertThat(Shop.stockLevel(clock)).isEqualTo(StockLevel.sold(2, 5));
        assertThat(GatewayHolds.of(requestId).total()).isEqualByComparingTo("60.00");
        assertThat(buyer.order().is(200).text("/requestId")).isEqualTo(requestId);
    }

    @Test
    void a_checkout_that_is_too_old_to_be_resumed_is_rolled_back_and_its_cart_can_be_submitted_again() {
        String clock = Shop.sells("CLOCK", "30.00", 5);
        Buyer buyer = Buyer.guest().puts(2, clock).paysWith("tok_approve");
        String requestId = buyer.requestId(1);
        Shop.reserves(requestId, clock, 2).is(200);
        assertThat(Shop.stockLevel(clock)).isEqualTo(new StockLevel(5, 2, 0, 3));

        leaveAbandoned(buyer, Instant.now().minusSeconds(600));

        Eventually.get(
                "the abandoned checkout is decided",
                RECOVERY,
                () -> buyer.outcome(requestId).is(200).text("/state"),
                "ROLLED_BACK"::equals);
        assertThat(Shop.stockLevel(clock)).isEqualTo(StockLevel.untouched(5));
        assertThat(buyer.settledOutcome(requestId).text("/failureType")).isEqualTo("CHECKOUT_ABANDONED");
        assertThat(buyer.cartStatus()).isEqualTo("IN_PROCESS");
        Shop.reserves(requestId, clock, 2).isExplainedProblem(409, "reservation-closed");
        buyer.submits().is(200);
        buyer.settledOutcome(buyer.requestId(2));
        assertThat(Shop.stockLevel(clock)).isEqualTo(StockLevel.sold(2, 5));
        assertThat(Api.get(ORDER, "/failed-orders?cartId=" + buyer.cartId())
                        .byOperator()
                        .send()
                        .texts("/items", "/requestId"))
                .containsExactly(requestId);
    }

    private static void leaveAbandoned(Buyer buyer, Instant died) {
        Store.writesToCart(
                buyer.cartId(),
                combine(
                        set("status", "SUBMISSION_IN_PROGRESS"),
                        set("leaseUntil", Date.from(died.plusSeconds(9))),
                        inc("version", 1L),
                        push("attempts", claimedAttempt(buyer.requestId(1), died))));
    }

    /** An attempt as it is stored after the claim and before the decision. */
    private static Document claimedAttempt(String requestId, Instant died) {
        return new Document("requestId", requestId)
                .append("orderNumber", "dead-" + requestId.substring(0, 12))
                .append("formerStatus", "IN_PROCESS")
                .append("bodyHash", "0")
                .append("askedBy", "guest")
                .append("startedAt", Date.from(died))
                .append("fence", 1L)
                .append("leaseUntil", Date.from(died.plusSeconds(9)));
    }

    @Test
    void an_event_that_a_dead_process_left_behind_is_published_and_applied() {
        String clock = Shop.sells("CLOCK", "30.00", 5);
        Buyer buyer = Buyer.guest().puts(1, clock);
        String requestId = buyer.requestId(1);
        Shop.reserves(requestId, clock, 4).is(200);
        Instant died = Instant.now().minusSeconds(60);
        Document pending = new Document("eventId", "checkoutRollback:" + requestId)
                .append("type", "checkoutRollback")
                .append("key", buyer.cartId())
                .append("tenant", "default")
                .append("requestId", requestId)
                .append("at", Date.from(died))
                .append("body", """
                        {"requestId":"%s","cartId":"%s","orderNumber":"0","failureType":"CHECKOUT_ABANDONED",
                         "contextInfo":{"tenant":"default"},"occurredAt":"%s"}""".formatted(requestId, buyer.cartId(), died));

        Store.writesToCart(
                buyer.cartId(),
                combine(
                        set("outbox", List.of(pending)),
                        set("outboxPending", true),
                        set("outboxPendingSince", Date.from(died))));

        Topics.untilAppliedEverywhere(requestId, "checkoutRollback:" + requestId);
        assertThat(Shop.stockLevel(clock)).isEqualTo(StockLevel.untouched(5));
        Document settled = Eventually.get(
                "the outbox is no longer pending",
                () -> Store.cart(buyer.cartId()),
                cart -> !cart.containsKey("outboxPending"));
        assertThat(settled.getList("outbox", Document.class)).isEmpty();
        assertThat(Topics.of("checkoutRollback", requestId)).hasSize(1);
    }

    @Test
    void an_ended_and_restarted_stack_remembers_everything() {
        String clock = Shop.sells("CLOCK", "30.00", 5);
        Buyer buyer = Buyer.guest().puts(2, clock).paysWith("tok_approve");
        ApiRequest submission = buyer.submission("before-the-end", Map.of());
        ApiResponse before = submission.send().is(200);
        buyer.settledOutcome(buyer.requestId(1));
        Buyer undecided = Buyer.guest().puts(1, clock).paysWith("tok_approve");
        byte[] order = buyer.order().is(200).body();

        RunningSuite.restart();

        assertThat(submission.send().is(200).body()).isEqualTo(before.body());
        assertThat(buyer.order().is(200).body()).isEqualTo(order);
        assertThat(Shop.stockLevel(clock)).isEqualTo(StockLevel.sold(2, 5));
        assertThat(GatewayHolds.of(buyer.requestId(1)).total()).isEqualByComparingTo("60.00");
        assertThat(buyer.outcome(buyer.requestId(1)).text("/state")).isEqualTo("COMPLETED");
        ApiResponse bought = undecided.submits().is(200);
        undecided.settledOutcome(bought.text("/requestId"));
        assertThat(bought.text("/orderNumber")).isNotEqualTo(before.text("/orderNumber"));
        assertThat(Shop.stockLevel(clock)).isEqualTo(StockLevel.sold(3, 5));
        Api.get(CART, "/actuator/health/readiness").send().is(200);
    }
}
