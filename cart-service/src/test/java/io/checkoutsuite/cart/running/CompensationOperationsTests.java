package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.test.http.ApiResponse;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** How a failed compensation is reported to buyers, operators and metrics. */
class CompensationOperationsTests extends RunningCart {

    @Autowired
    private MeterRegistry meters;

    private Buyer buyer;
    private String release;

    @BeforeEach
    void paymentFailsAndStockCannotBeReleased() {
        buyer = buyer();
        release = "DELETE /inventory/reservations/" + buyer.cartId();
        PARTICIPANTS.fails(AUTHORIZES_PAYMENT + buyer.cartId());
        PARTICIPANTS.fails(release);
        send(submission(buyer, "once")).is(503);
    }

    @AfterEach
    void everythingWorksAgain() {
        PARTICIPANTS.works(release);
        send(as("operator", "olga", "/ops/compensations/" + buyer.requestId(1) + "/retries")
                .POST(java.net.http.HttpRequest.BodyPublishers.noBody()));
        await().until(() -> gauge("pending") == 0 && gauge("needs.attention") == 0);
    }

    private double gauge(String what) {
        return meters.get("suite.checkout.compensation." + what).gauge().value();
    }

    private ApiResponse outcome() {
        return send(outcome(buyer, 1)).is(200);
    }

    private List<String> listed(String state) {
        return send(as("operator", "olga", "/ops/compensations?state=" + state + "&limit=500")
                        .GET())
                .is(200)
                .json()
                .path("items")
                .valueStream()
                .map(item -> item.path("requestId").asString())
                .toList();
    }

    private ApiResponse retry(String scope, String requestId) {
        return send(as(scope, "olga", "/ops/compensations/" + requestId + "/retries")
                .POST(java.net.http.HttpRequest.BodyPublishers.noBody()));
    }

    @Test
    void a_rollback_lists_what_is_not_compensated_yet_until_it_is() {
        assertThat(outcome().text("/state")).isEqualTo("ROLLED_BACK");
        assertThat(outcome().texts("/compensationPending")).containsExactly("reserveStock");
        assertThat(listed("PENDING")).contains(buyer.requestId(1));

        PARTICIPANTS.works(release);

        await().untilAsserted(() ->
                assertThat(outcome().texts("/compensationPending")).isEmpty());
        assertThat(outcome().text("/state")).isEqualTo("ROLLED_BACK");
        assertThat(outcome().texts("/needsAttention")).isEmpty();
        assertThat(listed("PENDING")).doesNotContain(buyer.requestId(1));
    }

    @Test
    void what_cannot_be_compensated_is_listed_published_and_retried_by_an_operator() {
        await().untilAsserted(
                        () -> assertThat(outcome().texts("/needsAttention")).containsExactly("reserveStock"));
        assertThat(outcome().text("/state")).isEqualTo("ROLLED_BACK");
        assertThat(outcome().texts("/compensationPending")).isEmpty();
        await().until(() -> gauge("needs.attention") == 1);
        assertThat(listed("NEEDS_ATTENTION")).containsExactly(buyer.requestId(1));
        assertThat(outboxEventIds())
                .anyMatch(id -> id.startsWith("checkoutNeedsAttention:" + buyer.requestId(1) + ":"));

        PARTICIPANTS.works(release);
        ApiResponse begun = retry("operator", buyer.requestId(1)).is(202);

        assertThat(begun.text("/state")).isEqualTo("PENDING");
        await().untilAsserted(
                        () -> assertThat(outcome().texts("/needsAttention")).isEmpty());
        await().untilAsserted(() ->
                assertThat(outcome().texts("/compensationPending")).isEmpty());
        retry("operator", buyer.requestId(1)).is(409);
    }

    private List<String> outboxEventIds() {
        return document(buyer).getList("outbox", Document.class).stream()
                .map(entry -> entry.getString("eventId"))
                .toList();
    }

    @Test
    void operators_alone_may_look_and_only_with_filters_that_exist() {
        retry("customer", buyer.requestId(1)).is(403);
        retry("operator", "nobody-1").is(404);
        retry("operator", buyer.requestId(2)).is(404);
        send(as("customer", "ann", "/ops/compensations").GET()).is(403);
        send(to("/ops/compensations").GET()).is(401);
        send(as("operator", "olga", "/ops/compensations?state=LATER").GET()).is(400);
        send(as("operator", "olga", "/ops/compensations?colour=red").GET()).is(400);
        send(as("operator", "olga", "/ops/compensations?limit=0").GET()).is(400);
    }
}
