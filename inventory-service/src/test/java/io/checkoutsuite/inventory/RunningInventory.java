package io.checkoutsuite.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.events.CartSnapshot;
import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.events.ContextInfo;
import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.test.http.ApiRequest;
import io.checkoutsuite.test.http.ApiResponse;
import io.checkoutsuite.test.http.CheckoutStatesStub;
import io.checkoutsuite.test.servers.TestServersInitializer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
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
@ContextConfiguration(initializers = TestServersInitializer.class)
class RunningInventory {

    static final String DEFAULT = "default";
    static final CheckoutStatesStub CARTS = new CheckoutStatesStub();
    static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    EventCodec codec;

    @Autowired
    StreamBridge bridge;

    @Autowired
    MongoTemplate mongo;

    @Autowired
    @Qualifier("checkoutCompletionListener")
    Consumer<Message<byte[]>> completionListener;

    @Autowired
    @Qualifier("checkoutRollbackListener")
    Consumer<Message<byte[]>> rollbackListener;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void cartService(DynamicPropertyRegistry settings) {
        settings.add("suite.cart-url", CARTS::url);
        settings.add("suite.cart-timeout", () -> "500ms");
    }

    record StockFigures(long onHand, long soft, long hard, long available) {}

    /** Sends a request as a caller of a tenant; without a scope it has no token. */
    ApiResponse call(HttpMethod method, String path, String scope, String tenant, MediaType type, String body) {
        ApiRequest request = request(method, path, scope, tenant);
        return (body == null ? request : request.body(type.toString(), body)).send();
    }

    private ApiRequest request(HttpMethod method, String path, String scope, String tenant) {
        ApiRequest request = request(method, path).inTenant(tenant);
        return scope == null ? request : request.by("tester", scope, tenant);
    }

    ApiRequest request(HttpMethod method, String path) {
        return ApiRequest.to(URI.create("http://localhost:" + port), method.name(), path)
                .documented();
    }

    ApiResponse call(HttpMethod method, String path, String scope, String json) {
        return call(method, path, scope, DEFAULT, MediaType.APPLICATION_JSON, json);
    }

    ApiResponse get(String path) {
        return call(HttpMethod.GET, path, null, null);
    }

    ApiResponse importStock(MediaType type, String lines) {
        return call(HttpMethod.POST, "/stock/imports", "operator", DEFAULT, type, lines);
    }

    /** Creates a SKU that nothing else uses, with this quantity on hand. */
    String skuWith(long onHand) {
        String sku = "SKU-" + UUID.randomUUID();
        receive(sku, onHand);
        return sku;
    }

    void receive(String sku, long onHand) {
        ApiResponse report = importStock(
                MediaType.APPLICATION_NDJSON, JSON.writeValueAsString(Map.of("sku", sku, "onHand", onHand)));
        assertThat(report.is(200).json().path("imported").asLong()).isEqualTo(1);
    }

    StockFigures stock(String sku) {
        ApiResponse response = get("/stock/" + encoded(sku)).is(200);
        assertThat(response.json().path("onHand").asLong()).isNotNegative();
        assertThat(response.json().path("softReserved").asLong()).isNotNegative();
        assertThat(response.json().path("hardReserved").asLong()).isNotNegative();
        assertThat(response.json().path("available").asLong()).isNotNegative();
        return new StockFigures(
                response.json().path("onHand").asLong(),
                response.json().path("softReserved").asLong(),
                response.json().path("hardReserved").asLong(),
                response.json().path("available").asLong());
    }

    static String encoded(String sku) {
        return URLEncoder.encode(sku, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static String newRequest() {
        return "req-" + UUID.randomUUID();
    }

    ApiResponse reserve(String requestId, int leaseSeconds, Object... skusAndQuantities) {
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

    ApiResponse release(String requestId) {
        return call(HttpMethod.DELETE, "/reservations/" + requestId, "service", null);
    }

    ApiResponse reservation(String requestId) {
        return call(HttpMethod.GET, "/reservations/" + requestId, "service", null);
    }

    String state(String requestId) {
        return reservation(requestId).is(200).json().path("state").asString();
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
