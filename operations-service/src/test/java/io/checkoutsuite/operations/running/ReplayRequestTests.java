package io.checkoutsuite.operations.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.test.http.ApiResponse;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The replays that operators may request, those that are refused, and what the cart service is asked for. */
class ReplayRequestTests extends RunningOperations {

    private ApiResponse asked(String body) {
        return post("/ops/replays", body);
    }

    @Test
    void what_is_not_allowed_is_named() {
        assertThat(asked("{\"filter\":{}}").is(422).text("/errors/0/pointer")).isEqualTo("/filter");
        assertThat(asked("{\"filter\":{\"cart\":\"c\"}}").is(422).text("/errors/0/pointer"))
                .isEqualTo("/filter/cart");
        assertThat(asked("{\"filter\":{\"eventType\":\"orderCreated\"}}")
                        .is(422)
                        .text("/errors/0/pointer"))
                .isEqualTo("/filter/eventType");
        assertThat(asked("{\"filter\":{\"cartId\":\"c\"},\"target\":\"cart\"}")
                        .is(422)
                        .text("/errors/0/pointer"))
                .isEqualTo("/target");
        asked("{\"filter\":{\"cartId\":\"c\"},\"perSecond\":1001}").is(422);
        post("customer", "/ops/replays", "{\"filter\":{\"cartId\":\"c\"}}").is(403);
        get("/ops/replays?colour=red").is(400);
        get("/ops/replays/nobody").is(404);
    }

    @Test
    void a_failure_type_that_the_cart_service_does_not_know_is_named() {
        ApiResponse refused =
                asked("{\"filter\":{\"failureType\":\"NO_SUCH_TYPE\"}}").is(422);

        assertThat(refused.text("/errors/0/pointer")).isEqualTo("/filter/failureType");
        assertThat(refused.text("/errors/0/code")).isEqualTo("unknown-type");
    }

    @Test
    void a_dry_run_says_who_cannot_be_asked() {
        String requestId = newCartId() + "-1";
        CARTS.completed(requestId);
        PARTICIPANTS.fails("POST /offer/ops/previews");
        try {
            ApiResponse refused = asked("{\"filter\":{\"requestId\":\"" + requestId + "\"},\"target\":\"offer\"}")
                    .is(503);

            assertThat(refused.text("/service")).isEqualTo("offer");
            assertThat(refused.text("/detail")).contains("offer does not answer");
        } finally {
            PARTICIPANTS.works("POST /offer/ops/previews");
        }
    }

    @Test
    void a_dry_run_counts_by_participant() {
        String requestId = newCartId() + "-1";
        CARTS.completed(requestId);
        PARTICIPANTS.hasNotMadeFinal("order", requestId);

        JsonNode dryRun = asked("{\"filter\":{\"requestId\":\"" + requestId + "\"}}")
                .is(200)
                .json();

        assertThat(dryRun.path("matched").asInt()).isEqualTo(1);
        assertThat(dryRun.at("/services/order/change").asInt()).isEqualTo(1);
        assertThat(dryRun.at("/services/payment/nothing").asInt()).isEqualTo(1);
        assertThat(dryRun.at("/changes/0/service").asString()).isEqualTo("order");
        assertThat(CARTS.publications()).isEmpty();
    }

    @Test
    void a_replay_of_nothing_is_listed_and_completes_and_cannot_be_cancelled_then() {
        String path = asked("{\"filter\":{\"cartId\":\"nobody\"},\"dryRun\":false,\"reason\":\"a drill\"}")
                .is(202)
                .header("Location");
        await().until(() -> get(path).text("/state").equals("COMPLETED"));

        assertThat(get("/ops/replays").is(200).text("/items/0/reason")).isEqualTo("a drill");
        post(path + "/cancel", "{}").is(409);
        post(path + "/resume", "{}").is(409);
    }

    @Test
    void an_event_that_no_participant_has_applied_for_this_replay_stops_it_after_the_first() {
        String cartId = newCartId();
        IntStream.rangeClosed(1, 3).forEach(i -> CARTS.rolledBack(cartId + "-" + i));
        String path = asked("{\"filter\":{\"cartId\":\"" + cartId + "\"},\"dryRun\":false,\"target\":\"order\"}")
                .is(202)
                .header("Location");

        await().until(() -> !CARTS.publications().isEmpty());
        post(path + "/cancel", "{}").is(200);

        assertThat(CARTS.publications()).singleElement().satisfies(publication -> {
            assertThat(publication.path("target").asString()).isEqualTo("order");
            assertThat(publication.path("by").asString()).isEqualTo("olga");
            assertThat(publication.at("/outcomes/0/requestId").asString()).isEqualTo(cartId + "-1");
        });
        assertThat(get(path).text("/state")).isEqualTo("CANCELLED");
    }

    @Test
    void a_broker_that_stays_unavailable_stops_it() {
        String requestId = newCartId() + "-1";
        CARTS.rolledBack(requestId);
        CARTS.hasNoBroker();
        String path = asked("{\"filter\":{\"requestId\":\"" + requestId + "\"},\"dryRun\":false}")
                .is(202)
                .header("Location");

        await().until(() -> get(path).text("/state").equals("STOPPED"));

        assertThat(get(path).text("/stoppedBecause")).contains("cart does not answer");
        assertThat(get(path).json().path("published").asInt()).isZero();
    }
}
