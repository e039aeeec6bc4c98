package io.checkoutsuite.offer;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the whole service on a real port with a real broker and database, shared by all tests that extend this class. */
@SpringBootTest(
        classes = OfferApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=offer",
            "suite.access.tenants=default,acme",
            "suite.access.dev-secret=a-secret-for-tests-that-is-long-enough",
            "suite.holds.expiry-sweep=200ms",
            "suite.holds.orphan-sweep=500ms"
        })
@ContextConfiguration(initializers = TestServersInitializer.class)
class RunningOffers {

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

    record UsageFigures(long limit, long reserved, long committed, long available) {}

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

    static String newName(String start) {
        return start + "-" + UUID.randomUUID().toString().substring(0, 13);
    }

    static String newRequest() {
        return newName("req");
    }

    /** Creates or replaces an offer of ten percent off the order, with these fields in addition or instead. */
    ApiResponse putOffer(String offerId, Object... fieldsAndValues) {
        Map<String, Object> offer = new LinkedHashMap<>(
                Map.of("name", "Ten percent off", "kind", "PERCENT", "value", "10", "target", "ORDER"));
        return call(HttpMethod.PUT, "/offers/" + offerId, "operator", json(offer, fieldsAndValues));
    }

    String newOffer(Object... fieldsAndValues) {
        String offerId = newName("offer");
        putOffer(offerId, fieldsAndValues).is(200);
        return offerId;
    }

    ApiResponse putCode(String code, String offerId, Object... fieldsAndValues) {
        return call(
                HttpMethod.PUT,
                "/codes/" + code,
                "operator",
                json(new LinkedHashMap<>(Map.of("offerId", offerId)), fieldsAndValues));
    }

    String newCode(String offerId, Object... fieldsAndValues) {
        String code = newName("CODE").toUpperCase(java.util.Locale.ROOT);
        putCode(code, offerId, fieldsAndValues).is(200);
        return code;
    }

    static String json(Map<String, Object> document, Object... fieldsAndValues) {
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            document.put((String) fieldsAndValues[i], fieldsAndValues[i + 1]);
        }
        return JSON.writeValueAsString(document);
    }

    UsageFigures usageFiguresOf(String path) {
        JsonNode uses =
                call(HttpMethod.GET, path, "operator", null).is(200).json().path("uses");
        return new UsageFigures(
                uses.path("limit").asLong(),
                uses.path("reserved").asLong(),
                uses.path("committed").asLong(),
                uses.path("available").asLong());
    }

    ApiResponse price(String email, String... codes) {
        return call(
                HttpMethod.POST,
                "/pricing",
                "service",
                json(
                        new LinkedHashMap<>(Map.of("currency", "GBP", "codes", codes, "email", email)),
                        "lines",
                        List.of(
                                Map.of("lineId", "a", "sku", "mug", "quantity", 3, "unitPrice", gbp("5.00")),
                                Map.of("lineId", "b", "sku", "cup", "quantity", 1, "unitPrice", gbp("85.00")))));
    }

    static Map<String, String> gbp(String amount) {
        return Map.of("amount", amount, "currency", "GBP");
    }

    ApiResponse use(String requestId, String customer, int leaseSeconds, String offerId, String code) {
        boolean guest = customer != null && customer.contains("@");
        return use(requestId, guest ? null : customer, guest ? customer : null, leaseSeconds, offerId, code);
    }

    ApiResponse useOf(String requestId, String customerId, String email, String offerId, String code) {
        return use(requestId, customerId, email, 300, offerId, code);
    }

    private ApiResponse use(
            String requestId, String customerId, String email, int leaseSeconds, String offerId, String code) {
        Map<String, Object> use = new LinkedHashMap<>(Map.of("offerId", offerId));
        if (code != null) {
            use.put("code", code);
        }
        Map<String, Object> body = new LinkedHashMap<>(
                Map.of("cartId", cart(requestId), "leaseSeconds", leaseSeconds, "uses", List.of(use)));
        if (customerId != null) {
            body.put("customerId", customerId);
        }
        if (email != null) {
            body.put("email", email);
        }
        return call(HttpMethod.PUT, "/uses/" + requestId, "service", JSON.writeValueAsString(body));
    }

    ApiResponse use(String requestId, String offerId, String code) {
        return use(requestId, "ann@example.org", 300, offerId, code);
    }

    static void assertRefused(ApiResponse response, String reason) {
        assertThat(response.isProblem(409, "uses-exhausted").texts("/refused", "/reason"))
                .containsExactly(reason);
    }

    ApiResponse release(String requestId) {
        return call(HttpMethod.DELETE, "/uses/" + requestId, "service", null);
    }

    String state(String requestId) {
        return call(HttpMethod.GET, "/uses/" + requestId, "service", null)
                .is(200)
                .json()
                .path("state")
                .asString();
    }

    static String cart(String requestId) {
        return "cart-" + requestId.substring(4);
    }

    CheckoutCompletion completion(String requestId, String email, String offerId, String code) {
        Money zero = Money.of("0.00", "GBP");
        Money off = Money.of("1.00", "GBP");
        List<CartSnapshot.Discount> discounts = new ArrayList<>();
        if (offerId != null) {
            discounts.add(new CartSnapshot.Discount(offerId, code, "Ten percent off", off));
        }
        CartSnapshot cart = new CartSnapshot(
                cart(requestId),
                3,
                "SUBMITTED",
                "GBP",
                null,
                new CartSnapshot.Contact(email, "Ann", null),
                List.of(),
                List.of(),
                code == null ? List.of() : List.of(code),
                discounts,
                new CartSnapshot.Totals(off, off, zero, zero, zero, zero));
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

    /** Sends events through the broker, each as often as it is passed. */
    void publish(SuiteEvent... events) {
        Arrays.stream(events).forEach(event -> bridge.send(event.type().outputBinding(), message(event)));
    }

    Message<byte[]> message(SuiteEvent event) {
        return codec.message(codec.entry(event));
    }

    /** Passes an event directly to its listener without an inbox record, as after a crash before the record was written. */
    void deliverAsNew(SuiteEvent event) {
        mongo.getCollection("inbox").deleteMany(new Document("eventId", event.eventId()));
        switch (event) {
            case CheckoutCompletion completed -> completionListener.accept(message(completed));
            case CheckoutRollback rolledBack -> rollbackListener.accept(message(rolledBack));
            default -> throw new IllegalArgumentException("No listener for " + event);
        }
    }

    /** Sets a field of a document to a value that this version does not know. */
    void spoil(String collection, String id, String field, Object value) {
        assertThat(mongo.getCollection(collection)
                        .updateOne(new Document("_id", id), new Document("$set", new Document(field, value)))
                        .getModifiedCount())
                .isEqualTo(1);
    }

    Document storedUses(String requestId) {
        return mongo.getCollection("uses")
                .find(new Document("_id", DEFAULT + "/" + requestId))
                .first();
    }
}
