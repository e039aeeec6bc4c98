package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.test.http.ApiResponse;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A compensation that needs attention is retried at the request of the operations service. */
class CompensationRetryTests extends RunningCart {

    private Buyer buyer;

    @AfterEach
    void nothingIsLeft() {
        if (buyer != null) {
            mongo.getCollection("carts").deleteOne(new Document("_id", "default/" + buyer.cartId()));
        }
    }

    private HttpRequest.Builder retry(String scope, String tenant, String requestId) {
        return as(scope, "operations-service", "/internal/checkouts/" + requestId + "/compensation-retries")
                .header("X-Tenant", tenant)
                .POST(HttpRequest.BodyPublishers.noBody());
    }

    private ApiResponse retries(String requestId) {
        return send(retry("service", "default", requestId));
    }

    private String state() {
        return document(buyer)
                .getList("attempts", Document.class)
                .getFirst()
                .get("compensation", Document.class)
                .getString("state");
    }

    private void failToCompensate(String release) {
        buyer = buyer();
        PARTICIPANTS.fails(AUTHORIZES_PAYMENT + buyer.cartId());
        PARTICIPANTS.fails(release + buyer.cartId());
        send(submission(buyer, "once")).is(503);
        await().until(() -> state().equals("NEEDS_ATTENTION"));
        PARTICIPANTS.works(release + buyer.cartId());
    }

    @Test
    void a_compensation_is_retried_until_nothing_is_left() {
        failToCompensate("DELETE /inventory/reservations/");

        List<Integer> statuses =
                IntStream.range(0, 2)
                        .mapToObj(i -> sending(retry("service", "default", buyer.requestId(1))))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .map(ApiResponse::status)
                        .toList();

        assertThat(statuses).contains(202).containsAnyOf(202, 409);
        await().until(() -> state().equals("DONE"));
        assertThat(retries(buyer.requestId(1)).is(409).text("/type")).isEqualTo("/problems/conflict");
    }

    @Test
    void what_has_nothing_to_compensate_is_refused() {
        buyer = buyer();
        send(submission(buyer, "once")).is(200);

        retries(buyer.requestId(1)).is(409);
        retries(buyer.requestId(2)).is(404);
        retries("nobody-1").is(404);
        send(retry("service", "acme", buyer.requestId(1))).is(404);
        send(retry("service", "nobody", buyer.requestId(1))).is(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer", "csr", "operator"})
    void only_services_may_ask(String scope) {
        send(retry(scope, "default", "c-1")).is(403);
        send(to("/internal/checkouts/c-1/compensation-retries").POST(HttpRequest.BodyPublishers.noBody()))
                .is(401);
    }
}
