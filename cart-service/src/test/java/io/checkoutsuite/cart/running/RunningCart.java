package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.cart.CartApplication;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.test.http.ApiResponse;
import io.checkoutsuite.test.http.Http;
import io.checkoutsuite.test.http.PublishedApi;
import io.checkoutsuite.test.servers.TestServersInitializer;
import io.checkoutsuite.web.access.DevTokens;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.bson.Document;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The complete service on a real port, with a real broker and database. All tests that extend this class share it. */
@SpringBootTest(
        classes = CartApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=cart",
            "suite.access.tenants=default,acme",
            "suite.access.dev-secret=a-secret-for-tests-that-is-long-enough",
            "suite.checkout.recovery-interval=200ms",
            "suite.checkout.compensation.interval=100ms",
            "suite.checkout.compensation.initial-back-off=100ms",
            "suite.checkout.compensation.multiplier=1",
            "suite.checkout.compensation.count-interval=200ms"
        })
@ContextConfiguration(initializers = TestServersInitializer.class)
class RunningCart {

    static final String AUTHORIZES_PAYMENT = "PUT /payment/authorizations/";
    static final ParticipantStubs PARTICIPANTS = new ParticipantStubs();

    @Autowired
    MongoTemplate mongo;

    @Autowired
    DevTokens tokens;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void participants(DynamicPropertyRegistry settings) {
        for (String service : List.of("order", "inventory", "offer", "payment")) {
            settings.add("suite.cart." + service + "-url", () -> PARTICIPANTS.url(service));
        }
    }

    /** A customer with a cart that can be bought. */
    record Buyer(String name, String cartId, String etag) {

        String requestId(int attempt) {
            return cartId + "-" + attempt;
        }
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    HttpRequest.Builder as(String scope, String name, String path) {
        return to(path).header("Authorization", "Bearer " + tokens.issue(name, scope, "default"));
    }

    HttpRequest.Builder of(Buyer buyer, String path) {
        return as("customer", buyer.name(), path);
    }

    static HttpRequest.Builder with(HttpRequest.Builder request, String method, String json) {
        return request.header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8));
    }

    static ApiResponse send(HttpRequest.Builder request) {
        return PublishedApi.asDocumentedIfOperation(Http.send(request));
    }

    static CompletableFuture<ApiResponse> sending(HttpRequest.Builder request) {
        return Http.sending(request).thenApply(PublishedApi::asDocumentedIfOperation);
    }

    /** A new buyer with two mugs and a card. */
    Buyer buyer() {
        catalogue();
        String name = "ann-" + UUID.randomUUID();
        ApiResponse cart =
                send(with(as("customer", name, "/carts"), "POST", """
                        {"currency":"GBP","contact":{"email":"ann@example.org"},
                         "lines":[{"sku":"mug","quantity":2}],
                         "shippingAddress":{"name":"Ann","line1":"1 High St","city":"Leeds","postalCode":"LS1 1AA","country":"GB"}}""")).is(201);
        String cartId = cart.text("/id");
        ApiResponse paid = send(with(
                        as("customer", name, "/carts/" + cartId + "/payments").header("If-Match", "\"1\""),
                        "POST",
                        "{\"gateway\":\"simulator\",\"token\":\"tok_approve\"}"))
                .is(201);
        return new Buyer(name, cartId, paid.header("ETag"));
    }

    private void catalogue() {
        send(as("operator", "olga", "/catalog/imports")
                        .header("Content-Type", "application/x-ndjson")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"sku\":\"mug\",\"name\":\"Mug\",\"unitPrice\":{\"amount\":\"4.50\",\"currency\":\"GBP\"}}\n")))
                .is(200);
    }

    HttpRequest.Builder submission(Buyer buyer, String key) {
        return with(
                of(buyer, "/carts/" + buyer.cartId() + "/checkout")
                        .header("If-Match", buyer.etag())
                        .header("Idempotency-Key", key),
                "POST",
                "{}");
    }

    HttpRequest.Builder outcome(Buyer buyer, int attempt) {
        return of(buyer, "/checkouts/" + buyer.requestId(attempt)).GET();
    }

    Document document(Buyer buyer) {
        return mongo.findById("default/" + buyer.cartId(), Document.class, "carts");
    }

    void write(Buyer buyer, Document update) {
        write(buyer.cartId(), update);
    }

    private void write(String cartId, Document update) {
        assertThat(mongo.getCollection("carts")
                        .updateOne(new Document("_id", "default/" + cartId), update)
                        .getMatchedCount())
                .isEqualTo(1);
    }

    /** Puts the cart into the state that a process leaves when it dies during a checkout. */
    void interruptCheckout(Buyer buyer, Instant leaseUntil, Instant foundAfter) {
        Document attempt = undecidedAttempt(buyer.requestId(1), buyer.name(), leaseUntil);
        write(
                buyer,
                new Document(
                                "$set",
                                new Document("status", "SUBMISSION_IN_PROGRESS")
                                        .append("leaseUntil", Date.from(foundAfter)))
                        .append("$push", new Document("attempts", attempt)));
    }

    /** Puts the cart into the state of a checkout that waits for a payment until then. */
    void suspendCheckout(String cartId, String buyer, CartStatus status, Instant until) {
        Document awaited = new Document("paymentId", "p1").append("until", Date.from(until));
        if (status == CartStatus.AWAITING_PAYMENT_FINALIZATION) {
            awaited.append("nextAction", new Document("type", "REDIRECT").append("data", new Document()));
        }
        write(
                cartId,
                new Document("$set", new Document("status", status.name()).append("leaseUntil", Date.from(until)))
                        .append(
                                "$push",
                                new Document(
                                        "attempts",
                                        undecidedAttempt(cartId + "-1", buyer, until)
                                                .append("awaited", awaited))));
    }

    private static Document undecidedAttempt(String requestId, String buyer, Instant leaseUntil) {
        return new Document("requestId", requestId)
                .append("orderNumber", "100099")
                .append("formerStatus", "IN_PROCESS")
                .append("bodyHash", "")
                .append("askedBy", buyer)
                .append("startedAt", Date.from(leaseUntil.minusSeconds(300)))
                .append("fence", 1L)
                .append("leaseUntil", Date.from(leaseUntil));
    }
}
