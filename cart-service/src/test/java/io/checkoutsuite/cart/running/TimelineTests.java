package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The timeline of a checkout that operators get. */
class TimelineTests extends RunningCart {

    private Response timeline(String id) {
        return send(as("operator", "olga", "/ops/timelines/" + id).GET());
    }

    private static List<String> whats(Response response) {
        return response.json()
                .at("/attempts/0/entries")
                .valueStream()
                .map(entry -> entry.path("service").asString() + " "
                        + entry.path("what").asString())
                .toList();
    }

    @Test
    void a_checkout_is_found_by_any_of_its_ids() {
        Buyer buyer = buyer();
        send(submission(buyer, "once")).is(200);
        await().until(() -> whats(timeline(buyer.cartId())).contains("cart published"));

        Response told = timeline(buyer.requestId(1)).is(200);

        assertThat(whats(told))
                .contains("cart claimed", "cart decided", "order applied", "inventory applied", "payment applied");
        assertThat(told.json().at("/attempts/0/entries").valueStream())
                .extracting(entry -> Instant.parse(entry.path("at").asString()))
                .hasSizeGreaterThan(4)
                .isSorted();
        assertThat(told.text("/attempts/0/outcome")).isEqualTo("COMPLETED");
        assertThat(told.texts("/attempts/0/notAppliedBy")).isEmpty();
        assertThat(timeline(told.text("/attempts/0/orderNumber")).is(200).text("/cartId"))
                .isEqualTo(buyer.cartId());
        timeline("nobody").is(404);
        send(as("customer", "ann", "/ops/timelines/" + buyer.cartId()).GET()).is(403);
    }

    @Test
    void who_has_not_applied_it_or_does_not_answer_is_named() {
        Buyer buyer = buyer();
        send(submission(buyer, "once")).is(200);
        PARTICIPANTS.hasNotApplied("order", buyer.requestId(1));
        PARTICIPANTS.fails("GET /offer/ops/applied/" + buyer.requestId(1));

        Response told = timeline(buyer.cartId()).is(200);

        assertThat(told.texts("/attempts/0/notAppliedBy")).containsExactly("order", "offer");
        assertThat(whats(told)).contains("offer does not answer");
    }
}
