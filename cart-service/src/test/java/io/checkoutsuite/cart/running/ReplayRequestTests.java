package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The replays that operators may request, and those that are refused. */
class ReplayRequestTests extends RunningCart {

    private Response asked(String scope, String body) {
        return send(with(as(scope, "olga", "/ops/replays"), "POST", body));
    }

    @Test
    void what_is_not_allowed_is_named() {
        assertThat(asked("operator", "{\"filter\":{}}").is(422).text("/errors/0/pointer"))
                .isEqualTo("/filter");
        assertThat(asked("operator", "{\"filter\":{\"cart\":\"c\"}}").is(422).text("/errors/0/pointer"))
                .isEqualTo("/filter/cart");
        assertThat(asked("operator", "{\"filter\":{\"eventType\":\"orderCreated\"}}")
                        .is(422)
                        .text("/errors/0/pointer"))
                .isEqualTo("/filter/eventType");
        assertThat(asked("operator", "{\"filter\":{\"cartId\":\"c\"},\"target\":\"cart\"}")
                        .is(422)
                        .text("/errors/0/pointer"))
                .isEqualTo("/target");
        asked("operator", "{\"filter\":{\"cartId\":\"c\"},\"perSecond\":1001}").is(422);
        asked("customer", "{\"filter\":{\"cartId\":\"c\"}}").is(403);
        send(as("operator", "olga", "/ops/replays?colour=red").GET()).is(400);
        send(as("operator", "olga", "/ops/replays/nobody").GET()).is(404);
    }

    @Test
    void a_dry_run_says_who_cannot_be_asked() {
        Buyer buyer = buyer();
        send(submission(buyer, "once")).is(200);
        PARTICIPANTS.fails("POST /offer/ops/previews");
        try {
            assertThat(asked("operator", "{\"filter\":{\"cartId\":\"" + buyer.cartId() + "\"},\"target\":\"offer\"}")
                            .is(503)
                            .text("/detail"))
                    .contains("offer is unavailable");
        } finally {
            PARTICIPANTS.works("POST /offer/ops/previews");
        }
    }

    @Test
    void a_run_of_nothing_is_listed_and_completes_and_cannot_be_cancelled_then() {
        Response begun = asked(
                        "operator", "{\"filter\":{\"cartId\":\"nobody\"},\"dryRun\":false,\"reason\":\"a drill\"}")
                .is(202);
        String path = begun.header("Location");
        org.awaitility.Awaitility.await()
                .until(() ->
                        send(as("operator", "olga", path).GET()).text("/state").equals("COMPLETED"));

        assertThat(send(as("operator", "olga", "/ops/replays").GET()).is(200).text("/items/0/reason"))
                .isEqualTo("a drill");
        send(with(as("operator", "olga", path + "/cancel"), "POST", "{}")).is(409);
        send(with(as("operator", "olga", path + "/resume"), "POST", "{}")).is(409);
    }
}
