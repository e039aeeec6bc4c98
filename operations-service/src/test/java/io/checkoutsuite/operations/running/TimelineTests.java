package io.checkoutsuite.operations.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.events.EventType;
import io.checkoutsuite.test.http.ApiResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The timeline of a checkout that operators get. */
class TimelineTests extends RunningOperations {

    private final String requestId = newCartId() + "-1";

    private ApiResponse timeline(String id) {
        return get("/ops/timelines/" + id);
    }

    private static List<String> whats(ApiResponse response) {
        return response.json()
                .at("/attempts/0/entries")
                .valueStream()
                .map(entry -> entry.path("service").asString() + " "
                        + entry.path("what").asString())
                .toList();
    }

    @Test
    void a_checkout_is_found_by_any_of_its_ids() {
        CARTS.completed(requestId);

        ApiResponse told = timeline(requestId).is(200);

        assertThat(whats(told))
                .contains(
                        "cart claimed",
                        "cart decided",
                        "cart published",
                        "order applied",
                        "inventory applied",
                        "payment applied");
        assertThat(told.json().at("/attempts/0/entries").valueStream())
                .extracting(entry -> Instant.parse(entry.path("at").asString()))
                .hasSizeGreaterThan(4)
                .isSorted();
        assertThat(told.text("/attempts/0/outcome")).isEqualTo("COMPLETED");
        assertThat(told.texts("/attempts/0/notAppliedBy")).isEmpty();
        assertThat(told.texts("/attempts/0/unavailable")).isEmpty();
        assertThat(timeline("number-of-" + requestId).is(200).text("/attempts/0/requestId"))
                .isEqualTo(requestId);
        assertThat(timeline(CartServiceStub.cartIdOf(requestId)).is(200).text("/attempts/0/requestId"))
                .isEqualTo(requestId);
        timeline("nobody").is(404);
        timeline("x".repeat(65)).is(404);
        send(as("customer", "/ops/timelines/" + requestId).GET()).is(403);
    }

    @Test
    void who_has_not_applied_it_or_does_not_answer_is_named() {
        CARTS.completed(requestId);
        CARTS.pending(requestId, EventType.CHECKOUT_COMPLETION);
        PARTICIPANTS.hasNotApplied("order", requestId);
        PARTICIPANTS.fails("GET /offer/ops/applied/" + requestId);

        ApiResponse told = timeline(requestId).is(200);

        assertThat(told.texts("/attempts/0/notAppliedBy")).containsExactly("order");
        assertThat(told.texts("/attempts/0/unavailable")).containsExactly("offer");
        assertThat(whats(told)).contains("offer does not answer", "cart pending");
    }

    @Test
    void a_cart_that_cannot_be_read_is_not_shown_as_one_without_checkouts() {
        CARTS.completed(requestId);
        CARTS.unreadable(CartServiceStub.cartIdOf(requestId));

        assertThat(timeline(requestId).is(200).text("/unreadable")).isEqualTo("its attempts are no list");
    }
}
