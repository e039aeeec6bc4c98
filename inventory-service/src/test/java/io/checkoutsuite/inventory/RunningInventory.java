package io.checkoutsuite.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.events.CartSnapshot;
import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.events.ContextInfo;
import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.test.servers.TestServers;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.web.access.AccessHeaders;
import io.checkoutsuite.web.access.DevTokens;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.bson.Document;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.messaging.Message;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a real port, with a real broker and database. All tests that extend this class share one instance. */
@SpringBootTest(
        classes = InventoryApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=inventory",
            "suite.access.tenants=default,acme",
            "suite.access.dev-secret=a-secret-for-tests-that-is-long-enough",
            "suite.holds.expiry-sweep=200ms",
            "suite.holds.orphan-sweep=500ms",
            "suite.inventory.ledger-sweep=500ms"
        })
class RunningInventory {

    static final String DEFAULT = "default";
    static final CartServiceStub CARTS = new CartServiceStub();
    private static final String KAFKA = TestServers.kafka();
    private static final String MONGO = TestServers.mongoUri("inventory");
    static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    EventCodec codec;

    @Autowired
    StreamBridge bridge;

    @Autowired
    MongoTemplate mongo;

    @Autowired
    DevTokens tokens;

    @Autowired
    @Qualifier("checkoutCompletionListener")
    Consumer<Message<byte[]>> completionListener;

    @Autowired
    @Qualifier("checkoutRollbackListener")
    Consumer<Message<byte[]>> rollbackListener;

    @LocalServerPort
    int port;

    private final RestClient http = RestClient.create();
    private final Map<String, String> issued = new HashMap<>();

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry settings) {
        settings.add("spring.mongodb.uri", () -> MONGO);
        settings.add("spring.mongodb.database", () -> MONGO.substring(MONGO.lastIndexOf('/') + 1));
        settings.add("spring.cloud.stream.kafka.binder.brokers", () -> KAFKA);
        settings.add("suite.cart-url", CARTS::url);
        settings.add("suite.cart-timeout", () -> "500ms");
    }

    static String kafka() {
        return KAFKA;
    }

    record Response(int status, JsonNode body, String contentType) {

        Response is(int expected) {
            assertThat(status).as(() -> "status of " + body).isEqualTo(expected);
            return this;
        }

        Response isProblem(int expected, String type) {
            is(expected);
            assertThat(contentType).startsWith("application/problem+json");
            assertThat(body.path("type").asString()).isEqualTo("/problems/" + type);
            return this;
        }

        List<String> pointers() {
            return body.path("errors")
                    .valueStream()
                    .map(error -> error.path("pointer").asString())
                    .toList();
        }
    }

    record StockFigures(long onHand, long soft, long hard, long available) {}

    /** Sends a request as a caller of a tenant; without a scope it has no token. */
    Response call(HttpMethod method, String path, String scope, String tenant, MediaType type, String body) {
        var request = http.method(method)
                .uri(URI.create("http://localhost:" + port + path))
                .header(AccessHeaders.TENANT, tenant);
        if (scope != null) {
            request.header("Authorization", "Bearer " + token(scope, tenant));
        }
        if (body != null) {
            request.contentType(type).body(body.getBytes(StandardCharsets.UTF_8));
        }
        return request.exchange((sent, response) -> {
            String text = new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
            return new Response(
                    response.getStatusCode().value(),
                    text.isEmpty() ? JSON.missingNode() : JSON.readTree(text),
                    response.getHeaders().getFirst("Content-Type"));
        });
    }

    Response call(HttpMethod method, String path, String scope, String json) {
        return call(method, path, scope, DEFAULT, MediaType.APPLICATION_JSON, json);
    }

    Response get(String path) {
        return call(HttpMethod.GET, path, null, null);
    }

    private synchronized String token(String scope, String tenant) {
        return issued.computeIfAbsent(scope + "@" + tenant, any -> tokens.issue("tester", scope, tenant));
    }

    Response importStock(MediaType type, String lines) {
        return call(HttpMethod.POST, "/stock/imports", "operator", DEFAULT, type, lines);
    }

    /** Creates a SKU that nothing else uses, with this quantity on hand. */
    String skuWith(long onHand) {
        String sku = "SKU-" + UUID.randomUUID();
        receive(sku, onHand);
        return sku;
    }

    void receive(String sku, long onHand) {
        Response report = importStock(
                MediaType.APPLICATION_NDJSON, JSON.writeValueAsString(Map.of("sku", sku, "onHand", onHand)));
        assertThat(report.is(200).body().path("imported").asLong()).isEqualTo(1);
    }

    StockFigures stock(String sku) {
        Response response = get("/stock/" + encoded(sku)).is(200);
        assertThat(response.body().path("onHand").asLong()).isNotNegative();
        assertThat(response.body().path("softReserved").asLong()).isNotNegative();
        assertThat(response.body().path("hardReserved").asLong()).isNotNegative();
        assertThat(response.body().path("available").asLong()).isNotNegative();
        return new StockFigures(
                response.body().path("onHand").asLong(),
                response.body().path("softReserved").asLong(),
                response.body().path("hardReserved").asLong(),
                response.body().path("available").asLong());
    }

    static String encoded(String sku) {
        return URLEncoder.encode(sku, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static String newRequest() {
        return "req-" + UUID.randomUUID();
    }

    Response reserve(String requestId, int leaseSeconds, Object... skusAndQuantities) {
        return call(
                HttpMethod.PUT,
                "/reservations/" + requestId,
                "service",
                JSON.writeValueAsString(Map.of(
                        "cartId", cart(requestId), "leaseSeconds", leaseSeconds, "lines", lines(skusAndQuantities))));
    }

    private static List<Map<String, Object>> lines(Object... skusAndQuantities) {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (int i = 0; i < skusAndQuantities.length; i += 2) {
            lines.add(Map.of("sku", skusAndQuantities[i], "quantity", skusAndQuantities[i + 1]));
        }
        return lines;
    }

    Response release(String requestId) {
        return call(HttpMethod.DELETE, "/reservations/" + requestId, "service", null);
    }

    Response reservation(String requestId) {
        return call(HttpMethod.GET, "/reservations/" + requestId, "service", null);
    }

    String state(String requestId) {
        return reservation(requestId).is(200).body().path("state").asString();
    }

    static String cart(String requestId) {
        return "cart-" + requestId.substring(4);
    }

    CheckoutCompletion completion(String requestId, Object... skusAndQuantities) {
        Money one = Money.of("1.00", "GBP");
        List<CartSnapshot.Line> lines = new ArrayList<>();
        for (int i = 0; i < skusAndQuantities.length; i += 2) {
            long quantity = ((Number) skusAndQuantities[i + 1]).longValue();
            lines.add(new CartSnapshot.Line(
                    "line-" + i,
                    (String) skusAndQuantities[i],
                    "A thing",
                    quantity,
                    one,
                    one.times(quantity),
                    Money.of("0.00", "GBP"),
                    Map.of()));
        }
        Money zero = Money.of("0.00", "GBP");
        CartSnapshot cart = new CartSnapshot(
                cart(requestId),
                3,
                "SUBMITTED",
                "GBP",
                null,
                null,
                lines,
                List.of(),
                List.of(),
                List.of(),
                new CartSnapshot.Totals(one, zero, zero, zero, zero, one));
        return new CheckoutCompletion(
                requestId, "O-" + requestId.substring(4), cart, List.of(), ContextInfo.of(DEFAULT), Instant.now());
    }

    CheckoutRollback rollback(String requestId) {
        return new CheckoutRollback(
                requestId,
                cart(requestId),
                "O-" + requestId.substring(4),
                "FAILED_PAYMENT_TRANSACTION",
                null,
                "authorizePayments",
                null,
                ContextInfo.of(DEFAULT),
                Instant.now());
    }

    /** Sends events through the broker, each as often as it is named. */
    void publish(SuiteEvent... events) {
        Arrays.stream(events).forEach(event -> bridge.send(event.type().outputBinding(), message(event)));
    }

    Message<byte[]> message(SuiteEvent event) {
        return codec.message(codec.entry(event));
    }

    /** Delivers an event directly to its listener without an inbox record, as after a crash before the record was written. */
    void deliverAsNew(SuiteEvent event) {
        mongo.getCollection("inbox").deleteMany(new Document("eventId", event.eventId()));
        switch (event) {
            case CheckoutCompletion completed -> completionListener.accept(message(completed));
            case CheckoutRollback rolledBack -> rollbackListener.accept(message(rolledBack));
            default -> throw new IllegalArgumentException("No listener for " + event);
        }
    }

    List<Document> openHolds(String sku) {
        return mongo.getCollection("stock")
                .find(new Document("_id", DEFAULT + "/default/" + sku))
                .first()
                .getList("holds", Document.class);
    }
}
