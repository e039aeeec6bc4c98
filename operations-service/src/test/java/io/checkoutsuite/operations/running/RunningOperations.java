package io.checkoutsuite.operations.running;

import io.checkoutsuite.operations.OperationsApplication;
import io.checkoutsuite.test.http.ApiResponse;
import io.checkoutsuite.test.http.Http;
import io.checkoutsuite.test.http.PublishedApi;
import io.checkoutsuite.test.servers.TestServers;
import io.checkoutsuite.web.access.DevTokens;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The complete service on a real port, with a real database, stubs of the other services, and no broker. All tests that extend this class share it. */
@SpringBootTest(
        classes = OperationsApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=operations",
            "suite.access.tenants=default,acme",
            "suite.access.dev-secret=a-secret-for-tests-that-is-long-enough",
            "suite.reconciliation.repair-wait=1s",
            "suite.replay.retry-timeout=1s"
        })
class RunningOperations {

    static final ParticipantStubs PARTICIPANTS = new ParticipantStubs();
    static final CartServiceStub CARTS = new CartServiceStub();

    private static final String MONGO = TestServers.mongoUri("operations");

    @Autowired
    MongoTemplate mongo;

    @Autowired
    DevTokens tokens;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry settings) {
        settings.add("spring.mongodb.uri", () -> MONGO);
        settings.add("spring.mongodb.database", () -> MONGO.substring(MONGO.lastIndexOf('/') + 1));
        settings.add("suite.operations.cart-url", CARTS::url);
        for (String service : List.of("order", "inventory", "offer", "payment")) {
            settings.add("suite.operations." + service + "-url", () -> PARTICIPANTS.url(service));
        }
    }

    @AfterEach
    void cartServiceIsAvailable() {
        CARTS.clear();
    }

    /** A cart id that no other test uses. */
    static String newCartId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    HttpRequest.Builder as(String scope, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + tokens.issue("olga", scope, "default"));
    }

    ApiResponse get(String path) {
        return send(as("operator", path).GET());
    }

    ApiResponse post(String path, String json) {
        return post("operator", path, json);
    }

    ApiResponse post(String scope, String path, String json) {
        return send(as(scope, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8)));
    }

    static ApiResponse send(HttpRequest.Builder request) {
        return PublishedApi.asDocumentedIfOperation(Http.send(request));
    }
}
