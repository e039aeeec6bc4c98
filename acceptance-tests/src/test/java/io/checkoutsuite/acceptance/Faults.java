package io.checkoutsuite.acceptance;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static io.checkoutsuite.stack.Service.INVENTORY;
import static io.checkoutsuite.stack.Service.OFFER;
import static io.checkoutsuite.stack.Service.ORDER;
import static io.checkoutsuite.stack.Service.PAYMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.operations.reconciliation.FindingType;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.test.Eventually;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Plants faults of every type in the services' databases, as a lost event, a killed process or an intruder would leave them. */
final class Faults {

    private static final int PIECES = 10;
    private static final int USES = 5;

    private final String vase = Shop.sells("VASE", "10.00", PIECES);

    /**
     * A planted fault.
     *
     * @param isRepairable whether a repair fixes it; otherwise it requires manual repair
     * @param afterwards verifies the state after the repair, or performs the manual repair
     */
    record Fault(boolean isRepairable, Runnable afterwards) {

        static Fault repaired(Runnable verification) {
            return new Fault(true, verification);
        }

        static Fault manual(Runnable action) {
            return new Fault(false, action);
        }
    }

    /** There is no default branch: a new type does not compile until its fault is added here. */
    Fault plant(FindingType type) {
        return switch (type) {
            case ORDER_MISSING -> orderMissing();
            case ORDER_DIFFERS -> orderDiffers();
            case STOCK_NOT_COMMITTED -> stockNotCommitted();
            case USES_NOT_COMMITTED -> usesNotCommitted();
            case PAYMENT_NOT_BOUND -> paymentNotBound();
            case ORDER_OF_FAILED_CHECKOUT -> orderOfFailedCheckout();
            case FAILED_ORDER_MISSING -> failedOrderMissing();
            case STOCK_STILL_HELD -> stockStillHeld();
            case USES_STILL_HELD -> usesStillHeld();
            case PAYMENT_STILL_HELD -> paymentStillHeld();
            case ORDER_WITHOUT_CHECKOUT -> orderWithoutCheckout();
            case STOCK_WITHOUT_CHECKOUT -> stockWithoutCheckout();
            case USES_WITHOUT_CHECKOUT -> usesWithoutCheckout();
            case PAYMENT_WITHOUT_CHECKOUT -> paymentWithoutCheckout();
            case SECOND_ORDER -> secondOrder();
            case CHECKOUT_STUCK -> checkoutStuck();
            case COMPENSATION_NEEDS_ATTENTION -> compensationNeedsAttention();
            case EVENT_NOT_PUBLISHED -> eventNotPublished();
            case CART_UNREADABLE -> cartUnreadable();
        };
    }

    Buyer sold() {
        return sold(buyer());
    }

    Buyer refused() {
        return refused(buyer());
    }

    private Buyer buyer() {
        return Buyer.guest().puts(2, vase);
    }

    private static Buyer sold(Buyer buyer) {
        buyer.paysWith("tok_approve").submits().is(200);
        buyer.settledOutcome(buyer.requestId(1));
        return buyer;
    }

    private static Buyer refused(Buyer buyer) {
        buyer.paysWith("tok_decline_hard").submits().is(402);
        buyer.settledOutcome(buyer.requestId(1));
        return buyer;
    }

    private Fault orderMissing() {
        Buyer buyer = sold();
        Store.removes(ORDER, "orders", id(buyer.cartId()));
        return Fault.repaired(() -> buyer.order().is(200));
    }

    private Fault orderDiffers() {
        Buyer buyer = sold();
        String number = buyer.order().is(200).text("/number");
        Store.writes(ORDER, "orders", id(buyer.cartId()), set("number", "doctored-" + number));
        return Fault.manual(() -> Store.writes(ORDER, "orders", id(buyer.cartId()), set("number", number)));
    }

    private Fault stockNotCommitted() {
        Buyer buyer = sold();
        isOnlyReserved(INVENTORY, "reservations", "stock", buyer.requestId(1));
        assertThat(stockLevel()).isEqualTo(new Shop.StockLevel(PIECES, 2, 0, PIECES - 2));
        return Fault.repaired(() -> assertThat(stockLevel()).isEqualTo(Shop.StockLevel.sold(2, PIECES)));
    }

    private Fault usesNotCommitted() {
        String code = Shop.tenPercentOff(USES);
        Buyer buyer = sold(buyer().enters(code));
        isOnlyReserved(OFFER, "uses", "counters", buyer.requestId(1));
        Store.writes(OFFER, "uses", id(buyer.requestId(1)), unset("recorded"));
        assertThat(Shop.uses(code)).isEqualTo(new Shop.Uses(USES, 1, 0, USES - 1));
        return Fault.repaired(() -> assertThat(Shop.uses(code)).isEqualTo(new Shop.Uses(USES, 0, 1, USES - 1)));
    }

    private Fault paymentNotBound() {
        Buyer buyer = sold();
        Store.writes(PAYMENT, "authorizations", id(buyer.requestId(1)), set("state", "AUTHORIZED"));
        return Fault.repaired(() ->
                assertThat(authorization(buyer.requestId(1)).getString("state")).isEqualTo("BOUND"));
    }

    private Fault orderOfFailedCheckout() {
        Document order = order(sold());
        Buyer failed = refused();
        return copied(order, failed.cartId(), failed.requestId(1));
    }

    private Fault failedOrderMissing() {
        Buyer buyer = refused();
        Store.removes(ORDER, "failed_orders", id(buyer.requestId(1)));
        return Fault.repaired(() -> assertThat(failedOrders(buyer.cartId())).containsExactly(buyer.requestId(1)));
    }

    private Fault stockStillHeld() {
        Buyer buyer = refused();
        reservesStockAgain(buyer);
        return Fault.repaired(() -> assertThat(stockLevel()).isEqualTo(Shop.StockLevel.untouched(PIECES)));
    }

    private Fault usesStillHeld() {
        String code = Shop.tenPercentOff(USES);
        Buyer buyer = refused(buyer().enters(code));
        Store.removes(OFFER, "uses", id(buyer.requestId(1)));
        holdsUse(buyer.requestId(1), code);
        return Fault.repaired(() -> assertThat(Shop.uses(code)).isEqualTo(new Shop.Uses(USES, 0, 0, USES)));
    }

    /** The checkout is refused for lack of stock, so the gateway does not know it yet. */
    private Fault paymentStillHeld() {
        Buyer buyer = Buyer.guest().puts(PIECES + 1, vase).paysWith("tok_approve");
        buyer.submits().is(409);
        buyer.settledOutcome(buyer.requestId(1));
        Store.removes(PAYMENT, "authorizations", id(buyer.requestId(1)));
        holdsMoney(buyer.requestId(1));
        return Fault.repaired(() -> isReleased(buyer.requestId(1)));
    }

    private Fault orderWithoutCheckout() {
        String nobody = Shop.unique("nobody");
        return copied(order(sold()), nobody, nobody + "-1");
    }

    private Fault stockWithoutCheckout() {
        Shop.reserves(nobodysCheckout(), vase, 2).is(200);
        return Fault.repaired(() -> assertThat(stockLevel()).isEqualTo(Shop.StockLevel.untouched(PIECES)));
    }

    private Fault usesWithoutCheckout() {
        String code = Shop.tenPercentOff(USES);
        holdsUse(nobodysCheckout(), code);
        return Fault.repaired(() -> assertThat(Shop.uses(code)).isEqualTo(new Shop.Uses(USES, 0, 0, USES)));
    }

    private Fault paymentWithoutCheckout() {
        String requestId = nobodysCheckout();
        holdsMoney(requestId);
        return Fault.repaired(() -> isReleased(requestId));
    }

    private Fault secondOrder() {
        Buyer buyer = sold();
        return copied(order(buyer), Shop.unique("other"), buyer.requestId(1));
    }

    /** The cart does not record the end of the lease, so recovery skips it; when the checkout is resumed, its payment is declined. */
    private Fault checkoutStuck() {
        Buyer buyer = buyer().paysWith("tok_decline_hard");
        Store.writesToCart(
                buyer.cartId(),
                combine(
                        set("status", "SUBMISSION_IN_PROGRESS"),
                        inc("version", 1L),
                        push("attempts", undecided(buyer))));
        return Fault.repaired(() -> {
            assertThat(buyer.cartStatus()).isEqualTo("IN_PROCESS");
            buyer.settledOutcome(buyer.requestId(1));
        });
    }

    private Fault compensationNeedsAttention() {
        Buyer buyer = refused();
        reservesStockAgain(buyer);
        Document compensation = new Document("state", "NEEDS_ATTENTION")
                .append("remaining", List.of(new Document("activity", "reserveStock").append("reason", "no answer")))
                .append("tries", 8)
                .append("dueAt", new Date())
                .append("token", 9L);
        Store.writesToCart(buyer.cartId(), set("attempts.0.compensation", compensation));
        return Fault.repaired(() -> assertThat(stockLevel()).isEqualTo(Shop.StockLevel.untouched(PIECES)));
    }

    /** The cart is not marked as outbox pending, so the relay skips it. */
    private Fault eventNotPublished() {
        Buyer buyer = buyer();
        Store.writesToCart(buyer.cartId(), set("outbox", List.of(rollback(buyer, Instant.now()))));
        return Fault.repaired(() -> Eventually.get(
                "the event arrives",
                () -> failedOrders(buyer.cartId()),
                failed -> failed.equals(List.of(buyer.requestId(1)))));
    }

    private Fault cartUnreadable() {
        Buyer buyer = buyer();
        Store.writesToCart(buyer.cartId(), push("attempts", undecided(buyer)));
        return Fault.manual(() ->
                Store.writesToCart(buyer.cartId(), pull("attempts", new Document("requestId", buyer.requestId(1)))));
    }

    private static Bson id(String id) {
        return eq("_id", "default/" + id);
    }

    private Shop.StockLevel stockLevel() {
        return Shop.stockLevel(vase);
    }

    private static String nobodysCheckout() {
        return Shop.unique("nobody") + "-1";
    }

    private static Document order(Buyer buyer) {
        return Store.reads(ORDER, "orders", id(buyer.cartId()));
    }

    private static Fault copied(Document order, String cartId, String requestId) {
        order.putAll(Map.of(
                "_id", "default/" + cartId, "cartId", cartId, "requestId", requestId, "number", Shop.unique("copied")));
        Store.adds(ORDER, "orders", order);
        return Fault.manual(() -> Store.removes(ORDER, "orders", id(cartId)));
    }

    private static Document authorization(String requestId) {
        return Store.reads(PAYMENT, "authorizations", id(requestId));
    }

    private static List<String> failedOrders(String cartId) {
        return Api.get(ORDER, "/failed-orders?cartId=" + cartId)
                .byOperator()
                .send()
                .is(200)
                .texts("/items", "/requestId");
    }

    /** Turns committed quantities back into reserved ones, as if the completion had never arrived. */
    private static void isOnlyReserved(Service service, String requests, String counters, String requestId) {
        Date leaseUntil = Date.from(Instant.now().plusSeconds(300));
        Document request = Store.reads(service, requests, id(requestId));
        for (Document line : request.getList("lines", Document.class)) {
            long quantity = line.get("quantity", Number.class).longValue();
            Document hold = new Document("requestId", request.get("_id"))
                    .append("generation", request.get("generation"))
                    .append("quantity", quantity)
                    .append("leaseUntil", leaseUntil);
            Store.writes(
                    service,
                    counters,
                    eq("_id", line.get("counter")),
                    combine(push("holds", hold), inc("hard", -quantity), inc("soft", quantity)));
        }
        Store.writes(
                service,
                requests,
                id(requestId),
                combine(set("state", "RESERVED"), set("leaseUntil", leaseUntil), unset("eventTimes")));
    }

    private void reservesStockAgain(Buyer buyer) {
        Store.removes(INVENTORY, "reservations", id(buyer.requestId(1)));
        Shop.reserves(buyer.requestId(1), vase, 2).is(200);
    }

    private static void holdsUse(String requestId, String code) {
        String offer =
                Api.get(OFFER, "/codes/" + code).byOperator().send().is(200).text("/offerId");
        Api.put(OFFER, "/uses/" + requestId)
                .byService()
                .json(Map.of(
                        "cartId",
                        "cart-of-" + requestId,
                        "leaseSeconds",
                        300,
                        "uses",
                        List.of(Map.of("offerId", offer, "code", code))))
                .send()
                .is(200);
        assertThat(Shop.uses(code).reserved()).isEqualTo(1);
    }

    private static void holdsMoney(String requestId) {
        Map<String, Object> payment = Map.of(
                "paymentId",
                UUID.randomUUID().toString(),
                "gateway",
                "simulator",
                "token",
                "tok_approve",
                "amount",
                Shop.pounds("20.00"));
        Api.put(PAYMENT, "/authorizations/" + requestId)
                .byService()
                .json(Map.of(
                        "cartId",
                        "cart-of-" + requestId,
                        "orderNumber",
                        Shop.unique("none"),
                        "total",
                        Shop.pounds("20.00"),
                        "payments",
                        List.of(payment)))
                .send()
                .is(200);
        assertThat(GatewayHolds.of(requestId).total()).isEqualByComparingTo("20.00");
    }

    private static void isReleased(String requestId) {
        Eventually.get("the money is released", () -> authorization(requestId).getString("state"), "REVERSED"::equals);
        assertThat(GatewayHolds.of(requestId).total()).isEqualByComparingTo(BigDecimal.ZERO);
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

    /** An attempt with an expired lease. It starts now, because a reconciliation of this test alone would skip an earlier one. */
    private static Document undecided(Buyer buyer) {
        Instant now = Instant.now();
        return new Document("requestId", buyer.requestId(1))
                .append("orderNumber", "dead-" + buyer.cartId())
                .append("formerStatus", "IN_PROCESS")
                .append("bodyHash", "0")
                .append("askedBy", "guest")
                .append("startedAt", Date.from(now))
                .append("fence", 1L)
                .append("leaseUntil", Date.from(now.minusSeconds(60)));
    }
}
