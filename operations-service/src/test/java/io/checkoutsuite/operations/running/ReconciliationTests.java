package io.checkoutsuite.operations.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.events.EventType;
import io.checkoutsuite.test.http.ApiResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** The reconciliation results that operators get. */
class ReconciliationTests extends RunningOperations {

    private final String nobodys = "nobody-" + UUID.randomUUID() + "-1";

    @AfterEach
    void nothingIsHeld() {
        PARTICIPANTS.reportsNoHoldings("inventory");
    }

    private ApiResponse compared(String type) {
        return post("/ops/reconciliations", "{\"types\":[\"" + type + "\"],\"repair\":true}");
    }

    private ApiResponse compared() {
        return compared("STOCK_WITHOUT_CHECKOUT");
    }

    private List<String> runs() {
        return get("/ops/reconciliations?limit=500")
                .is(200)
                .json()
                .path("items")
                .valueStream()
                .map(run -> run.path("id").asString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "inventory, GET /inventory/ops/holdings",
        "payment, GET /payment/ops/holdings",
        "order, POST /order/ops/previews"
    })
    void an_unavailable_service_is_named_and_never_mistaken_for_one_in_order(String service, String call) {
        List<String> before = runs();
        PARTICIPANTS.reportsHolding("inventory", "STOCK_RESERVED", nobodys);
        PARTICIPANTS.fails(call);
        try {
            ApiResponse refused = compared().is(503);

            assertThat(refused.text("/type")).isEqualTo("/problems/temporarily-unavailable");
            assertThat(refused.text("/service")).isEqualTo(service);
            assertThat(refused.header("Retry-After")).isEqualTo("10");
            assertThat(runs()).isEqualTo(before);
        } finally {
            PARTICIPANTS.works(call);
        }

        assertThat(compared().is(200).text("/findings/0/requestId")).isEqualTo(nobodys);
        assertThat(runs()).hasSize(before.size() + 1);
    }

    @Test
    void what_is_final_somewhere_is_not_released_elsewhere() {
        PARTICIPANTS.reportsHolding("inventory", "STOCK_RESERVED", nobodys);
        PARTICIPANTS.contradicts("payment", nobodys);

        ApiResponse run = compared().is(200);

        assertThat(run.text("/findings/0/type")).isEqualTo("STOCK_WITHOUT_CHECKOUT");
        assertThat(run.json().at("/findings/0/repair").isNull()).isTrue();
        assertThat(run.json().at("/findings/0/repaired").asBoolean(true)).isFalse();
        assertThat(CARTS.publications()).isEmpty();
    }

    @Test
    void an_orphan_is_rolled_back_by_the_cart_service_for_the_participant_that_holds_something() {
        PARTICIPANTS.reportsHolding("inventory", "STOCK_RESERVED", nobodys);

        ApiResponse run = compared().is(200);

        assertThat(run.json().at("/findings/0/repaired").asBoolean()).isTrue();
        assertThat(CARTS.publications()).singleElement().satisfies(publication -> {
            assertThat(publication.path("target").asString()).isEqualTo("inventory");
            assertThat(publication.path("replayId").asString()).isEqualTo(run.text("/id"));
            assertThat(publication.path("by").asString()).isEqualTo("olga");
            assertThat(publication.at("/orphans/0").asString()).isEqualTo(nobodys);
        });
    }

    @Test
    void a_lost_event_is_published_again_as_it_was_previewed() {
        String requestId = newCartId() + "-1";
        ObjectNode attempt = CARTS.completed(requestId);
        PARTICIPANTS.hasNotMadeFinal("order", requestId);

        ApiResponse run = compared("ORDER_MISSING").is(200);

        assertThat(run.text("/findings/0/requestId")).isEqualTo(requestId);
        assertThat(CARTS.publications()).singleElement().satisfies(publication -> {
            assertThat(publication.path("target").asString()).isEqualTo("order");
            assertThat(publication.at("/outcomes/0/digest")).isEqualTo(attempt.at("/event/digest"));
        });
        assertThat(run.json().at("/findings/0/repaired").asBoolean(true))
                .as("the order is still missing")
                .isFalse();
    }

    @Test
    void what_the_cart_service_must_decide_is_left_to_it() {
        String stuck = newCartId() + "-1";
        String uncompensated = newCartId() + "-1";
        CARTS.running(stuck);
        CARTS.rolledBack(uncompensated)
                .putObject("compensation")
                .put("state", "NEEDS_ATTENTION")
                .put("dueAt", Instant.now().minusSeconds(60).toString())
                .putArray("remaining")
                .addObject()
                .put("activity", "reserveStock")
                .put("reason", "away");

        ApiResponse run = post("/ops/reconciliations", "{\"repair\":true}").is(200);

        assertThat(run.json().path("findings").valueStream())
                .extracting(finding -> finding.path("type").asString())
                .containsExactlyInAnyOrder("CHECKOUT_STUCK", "COMPENSATION_NEEDS_ATTENTION");
        assertThat(CARTS.commands())
                .containsExactlyInAnyOrder(stuck + "/resumptions", uncompensated + "/compensation-retries");
    }

    @Test
    void a_pending_event_is_passed_to_the_relay_and_an_unreadable_cart_is_a_finding() {
        String requestId = newCartId() + "-1";
        CARTS.completed(requestId);
        CARTS.pending(requestId, EventType.CHECKOUT_COMPLETION);
        CARTS.unreadable(newCartId());

        ApiResponse run = post("/ops/reconciliations", "{\"repair\":true}").is(200);

        assertThat(run.json().path("counts").propertyNames())
                .containsExactlyInAnyOrder("EVENT_NOT_PUBLISHED", "CART_UNREADABLE");
        assertThat(CARTS.publications())
                .singleElement()
                .satisfies(
                        publication -> assertThat(publication.at("/pendingOf/0").asString())
                                .isEqualTo(CartServiceStub.cartIdOf(requestId)));
    }

    @Test
    void what_is_held_for_an_unreadable_cart_is_no_orphan() {
        CARTS.unreadable(CartServiceStub.cartIdOf(nobodys));
        PARTICIPANTS.reportsHolding("inventory", "STOCK_RESERVED", nobodys);

        assertThat(compared().is(200).json().path("found").asInt()).isZero();
    }

    @Test
    void an_id_that_no_cart_can_have_is_known_to_be_an_orphan_but_not_rolled_back() {
        PARTICIPANTS.reportsHolding("inventory", "STOCK_RESERVED", "x".repeat(65) + "-1");

        ApiResponse run = compared().is(200);

        assertThat(run.json().path("found").asInt()).isEqualTo(1);
        assertThat(run.json().at("/findings/0/repair").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "{\"asOf\":\"2026-05-04T12:00:00Z\",\"items\":[],\"unknown\":[]}",
                "{\"asOf\":\"2026-05-04T12:00:00Z\",\"next\":null,\"unknown\":[]}",
                "{\"next\":null,\"items\":[],\"unknown\":[]}",
                "{\"asOf\":\"2026-05-04T12:00:00Z\",\"next\":null,\"items\":[null],\"unknown\":[]}",
                "{\"asOf\":\"2026-05-04T12:00:00Z\",\"next\":null,\"items\":[],\"unknown\":[{\"id\":\"c\"}]}",
                "{\"asOf\":\"2026-05-04T12:00:00Z\",\"next\":null,\"items\":[{\"cartId\":\"c\",\"pending\":[]}],\"unknown\":[]}"
            })
    void nothing_is_concluded_from_half_a_response(String response) {
        PARTICIPANTS.reportsHolding("inventory", "STOCK_RESERVED", nobodys);
        CARTS.replies(response);

        ApiResponse refused = compared().is(503);

        assertThat(refused.text("/service")).isEqualTo("cart");
        assertThat(CARTS.publications()).isEmpty();
    }

    @Test
    void a_cart_that_is_left_out_of_a_response_is_not_taken_for_one_that_does_not_exist() {
        CARTS.completed(nobodys);
        CARTS.omits(CartServiceStub.cartIdOf(nobodys));
        PARTICIPANTS.reportsHolding("inventory", "STOCK_RESERVED", nobodys);

        ApiResponse refused = compared().is(503);

        assertThat(refused.text("/service")).isEqualTo("cart");
        assertThat(refused.header("Retry-After")).isEqualTo("10");
        assertThat(CARTS.publications()).isEmpty();
    }

    @Test
    void a_comparison_reads_every_page() {
        for (int i = 0; i < 5; i++) {
            String requestId = newCartId() + "-1";
            CARTS.completed(requestId);
            PARTICIPANTS.hasNotMadeFinal("order", requestId);
        }
        CARTS.cutsPagesTo(2);

        ApiResponse run =
                post("/ops/reconciliations", "{\"types\":[\"ORDER_MISSING\"]}").is(200);

        assertThat(run.json().path("found").asInt()).isEqualTo(5);
    }

    @Test
    void a_cart_service_that_stays_away_is_named() {
        CARTS.isUnavailable();

        assertThat(compared().is(503).text("/service")).isEqualTo("cart");
        assertThat(get("/ops/timelines/" + nobodys).is(503).text("/service")).isEqualTo("cart");
        assertThat(post("/ops/replays", "{\"filter\":{\"cartId\":\"c\"}}")
                        .is(503)
                        .text("/service"))
                .isEqualTo("cart");
    }
}
