package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.test.http.ApiResponse;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A checkout whose process died is resumed at the request of the operations service. */
class ResumptionTests extends RunningCart {

    private HttpRequest.Builder resumption(String scope, String tenant, String requestId) {
        return as(scope, "operations-service", "/internal/checkouts/" + requestId + "/resumptions")
                .header("X-Tenant", tenant)
                .POST(HttpRequest.BodyPublishers.noBody());
    }

    private ApiResponse resumes(String requestId) {
        return send(resumption("service", "default", requestId));
    }

    private Buyer interrupted(Instant leaseUntil) {
        Buyer buyer = buyer();
        // Recovery does not find it by itself.
        interruptCheckout(buyer, leaseUntil, Instant.now().plusSeconds(600));
        return buyer;
    }

    private void awaitDecision(Buyer buyer) {
        await().until(() -> !send(outcome(buyer, 1)).text("/state").equals("SUBMISSION_IN_PROGRESS"));
        assertThat(send(outcome(buyer, 1)).is(200).text("/state")).isIn("COMPLETED", "ROLLED_BACK");
    }

    @Test
    void an_interrupted_checkout_is_resumed_and_decided_once() {
        Buyer buyer = interrupted(Instant.now().minusSeconds(1));

        List<Integer> statuses = IntStream.range(0, 4)
                .mapToObj(i -> sending(resumption("service", "default", buyer.requestId(1))))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .map(ApiResponse::status)
                .toList();

        assertThat(statuses).containsOnlyOnce(202).containsOnly(202, 409);
        awaitDecision(buyer);
        assertThat(document(buyer).getList("attempts", Object.class)).hasSize(1);
        resumes(buyer.requestId(1)).is(409);
    }

    @Test
    void a_checkout_that_another_process_may_run_is_left_alone() {
        Buyer buyer = interrupted(Instant.now().plusSeconds(60));

        assertThat(resumes(buyer.requestId(1)).is(409).text("/type")).isEqualTo("/problems/conflict");
    }

    @Test
    void what_does_not_exist_cannot_be_resumed() {
        Buyer buyer = interrupted(Instant.now().minusSeconds(1));

        resumes("nobody-1").is(404);
        resumes(buyer.requestId(2)).is(404);
        send(resumption("service", "acme", buyer.requestId(1))).is(404);
        send(resumption("service", "nobody", buyer.requestId(1))).is(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer", "csr", "operator"})
    void only_services_may_ask(String scope) {
        send(resumption(scope, "default", "c-1")).is(403);
        send(to("/internal/checkouts/c-1/resumptions").POST(HttpRequest.BodyPublishers.noBody()))
                .is(401);
    }
}
