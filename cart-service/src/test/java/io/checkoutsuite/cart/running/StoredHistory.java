package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Carts of the tenant acme, which has no other carts. They are copies of one that was sold at the second attempt. */
class StoredHistory extends RunningCart {

    private static final JsonWriterSettings EXACT =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();
    static final Instant MORNING = Instant.parse("2026-05-04T09:00:00Z");

    /** A cart with a failed and a successful attempt, as the service has stored it. */
    private static Document sold;

    @BeforeEach
    void sells() {
        if (sold == null) {
            sold = soldAtTheSecondAttempt();
        }
    }

    @AfterEach
    void removesCarts() {
        mongo.getCollection("carts").deleteMany(new Document("tenant", "acme"));
    }

    private Document soldAtTheSecondAttempt() {
        Buyer buyer = buyer();
        String reserves = "PUT /inventory/reservations/" + buyer.requestId(1);
        PARTICIPANTS.fails(reserves);
        send(submission(buyer, "first")).is(503);
        PARTICIPANTS.works(reserves);
        ApiResponse cart = send(of(buyer, "/carts/" + buyer.cartId()).GET()).is(200);
        send(submission(new Buyer(buyer.name(), buyer.cartId(), cart.header("ETag")), "second"))
                .is(200);
        Document stored = document(buyer);
        stored.remove("outbox");
        stored.remove("outboxPending");
        stored.remove("outboxPendingSince");
        return stored;
    }

    /** A decided attempt with this number; without a failure, it has succeeded. */
    static Document at(int number, String failure, Instant decidedAt) {
        Document attempt = copy(sold.getList("attempts", Document.class).get(failure == null ? 1 : 0));
        attempt.put("requestId", "?-" + number);
        attempt.put("orderNumber", "n" + number);
        attempt.put("decidedAt", Date.from(decidedAt));
        if (failure != null) {
            attempt.get("failure", Document.class).put("type", failure);
        }
        return attempt;
    }

    static Document running() {
        return new Document("requestId", "?-1")
                .append("orderNumber", "n9")
                .append("formerStatus", "IN_PROCESS")
                .append("bodyHash", "")
                .append("askedBy", "ann")
                .append("startedAt", Date.from(MORNING))
                .append("fence", 1L)
                .append("leaseUntil", Date.from(Instant.now().plusSeconds(600)));
    }

    private static Document copy(Document document) {
        return Document.parse(document.toJson(EXACT));
    }

    /** Stores a cart with these attempts. */
    Document store(String cartId, Document... attempts) {
        Document cart = copy(sold);
        List.of(attempts)
                .forEach(attempt ->
                        attempt.put("requestId", attempt.getString("requestId").replace("?", cartId)));
        boolean completed = Stream.of(attempts).anyMatch(attempt -> "COMPLETED".equals(attempt.get("outcome")));
        boolean running = Stream.of(attempts).anyMatch(attempt -> attempt.get("outcome") == null);
        cart.append("_id", "acme/" + cartId)
                .append("tenant", "acme")
                .append("cartId", cartId)
                .append("status", completed ? "SUBMITTED" : running ? "SUBMISSION_IN_PROGRESS" : "IN_PROCESS")
                .append("attempts", List.of(attempts));
        mongo.getCollection("carts").insertOne(cart);
        return cart;
    }

    void change(String cartId, Document update) {
        assertThat(mongo.getCollection("carts")
                        .updateOne(new Document("_id", "acme/" + cartId), update)
                        .getMatchedCount())
                .isEqualTo(1);
    }

    void set(String cartId, String field, Object value) {
        change(cartId, new Document("$set", new Document(field, value)));
    }

    static Document compensation(String state) {
        return new Document("state", state)
                .append("remaining", List.of(new Document("activity", "reserveStock").append("reason", "503")))
                .append("tries", 6)
                .append("dueAt", Date.from(MORNING))
                .append("token", 7L);
    }

    /** The carts of the contracts: two decided attempts with a compensation and a pending event, a running one, and an unreadable cart. */
    void storeAgreedCarts() {
        store("c1", at(1, "SERVICE_UNAVAILABLE", MORNING), at(2, null, MORNING.plusSeconds(60)));
        set("c1", "attempts.0.failures.0.message", "503 Service Unavailable");
        set("c1", "attempts.0.compensation", compensation("NEEDS_ATTENTION"));
        set("c1", "outbox", List.of(pendingEvent("c1")));
        store("c2", running());
        store("c3", at(1, "SERVICE_UNAVAILABLE", MORNING));
        set("c3", "attempts", "none");
    }

    /** An event that no relay finds, because the cart is not marked as pending. */
    static Document pendingEvent(String cartId) {
        return new Document("eventId", "checkoutCompletion:" + cartId + "-2")
                .append("type", "checkoutCompletion")
                .append("key", cartId)
                .append("tenant", "acme")
                .append("requestId", cartId + "-2")
                .append("at", Date.from(MORNING))
                .append("body", "{}");
    }
}
