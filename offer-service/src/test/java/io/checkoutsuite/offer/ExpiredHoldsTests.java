package io.checkoutsuite.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.test.http.ApiResponse;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

/** Uses whose lease expired are settled by the outcome of their checkout, as the cart service reports it. Leases can be extended before. */
class ExpiredHoldsTests extends RunningOffers {

    private static final String ANN = "ann@example.org";

    @Autowired
    MeterRegistry meters;

    @AfterEach
    void recoverCartService() {
        CARTS.recover();
    }

    @Test
    void the_single_use_of_a_completed_checkout_is_committed_before_its_completion_is_delivered() {
        String offer = newOffer();
        String code = newCode(offer, "maxUses", 1);
        String request = newRequest();
        CARTS.setState(request, "COMPLETED");
        use(request, ANN, 1, offer, code).is(200);

        await().until(() -> state(request).equals("COMMITTED"));

        await().untilAsserted(
                        () -> assertThat(usageFiguresOf("/codes/" + code)).isEqualTo(new UsageFigures(1, 0, 1, 0)));
        assertRefused(use(newRequest(), "bob@example.org", 300, offer, code), "EXHAUSTED");
        deliverAsNew(completion(request, ANN, offer, code));
        deliverAsNew(completion(request, ANN, offer, code));
        assertThat(usageFiguresOf("/codes/" + code)).isEqualTo(new UsageFigures(1, 0, 1, 0));
        assertThat(storedUses(request).containsKey("recorded")).isTrue();
    }

    @Test
    void uses_of_a_running_checkout_stay_reserved_and_those_of_one_that_was_rolled_back_do_not() {
        String offer = newOffer("maxUses", 2);
        String code = newCode(offer);
        String running = newRequest();
        String over = newRequest();
        CARTS.setState(running, "RUNNING");
        CARTS.setState(over, "ROLLED_BACK");
        use(running, ANN, 1, offer, code).is(200);
        use(over, ANN, 1, offer, code).is(200);

        await().until(() -> state(over).equals("RELEASED"));

        await().untilAsserted(
                        () -> assertThat(usageFiguresOf("/offers/" + offer)).isEqualTo(new UsageFigures(2, 1, 0, 1)));
        assertThat(state(running)).isEqualTo("RESERVED");
    }

    @Test
    void more_unreadable_requests_than_fit_a_batch_do_not_block_the_release_of_others() {
        String offer = newOffer("maxUses", 2);
        String code = newCode(offer);
        String like = newRequest();
        use(like, ANN, 300, offer, code).is(200);
        List<String> spoilt = spoilt(like, 501);

        try {
            String over = newRequest();
            use(over, ANN, 1, offer, code).is(200);

            await().atMost(Duration.ofSeconds(30)).until(() -> state(over).equals("RELEASED"));
            await().untilAsserted(() ->
                    assertThat(usageFiguresOf("/offers/" + offer)).isEqualTo(new UsageFigures(2, 1, 0, 1)));
        } finally {
            mongo.getCollection("uses").deleteMany(new Document("_id", new Document("$in", spoilt)));
        }
    }

    /** Inserts unreadable copies of this request that have been expired for longer than any other. */
    private List<String> spoilt(String like, int howMany) {
        List<Document> spoilt = IntStream.range(0, howMany)
                .mapToObj(n -> new Document(storedUses(like))
                        .append("_id", DEFAULT + "/" + like + "-" + n)
                        .append("requestId", like + "-" + n)
                        .append("leaseUntil", Date.from(Instant.EPOCH))
                        .append("generation", "x"))
                .toList();
        mongo.getCollection("uses").insertMany(spoilt);
        return spoilt.stream().map(one -> one.getString("_id")).toList();
    }

    @Test
    void nothing_is_released_while_the_cart_service_fails() {
        CARTS.fail();
        String offer = newOffer();
        String code = newCode(offer, "maxUses", 1);
        String request = newRequest();
        use(request, ANN, 1, offer, code).is(200);

        await().until(() -> unavailable() == 1);
        await().during(Duration.ofSeconds(2)).untilAsserted(() -> {
            assertThat(usageFiguresOf("/codes/" + code)).isEqualTo(new UsageFigures(1, 1, 0, 0));
            assertRefused(use(newRequest(), "bob@example.org", 300, offer, code), "EXHAUSTED");
        });
        CARTS.recover();

        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(
                        () -> assertThat(usageFiguresOf("/codes/" + code)).isEqualTo(new UsageFigures(1, 0, 0, 1)));
        assertThat(unavailable()).isZero();
    }

    @Test
    void a_lease_is_extended_as_often_as_asked_and_the_response_has_the_state() {
        String offer = newOffer();
        String code = newCode(offer, "maxUses", 2);
        String request = newRequest();
        use(request, ANN, 1, offer, code).is(200);

        assertThat(extend(request, 300).is(200).json().path("state").asString()).isEqualTo("RESERVED");
        extend(request, 300).is(200);
        extend(request, 1).is(200);

        await().during(Duration.ofSeconds(2))
                .untilAsserted(
                        () -> assertThat(usageFiguresOf("/codes/" + code)).isEqualTo(new UsageFigures(2, 1, 0, 1)));
        deliverAsNew(completion(request, ANN, offer, code));
        extend(request, 300).isProblem(409, "uses-committed");
        String over = newRequest();
        release(over).is(204);
        extend(over, 300).isProblem(409, "uses-closed");
        extend(newRequest(), 300).isProblem(404, "not-found");
        extend(request, 0).isProblem(422, "invalid-request");
        extend(request, 86_401).isProblem(422, "invalid-request");
        call(HttpMethod.PATCH, "/uses/" + request, "operator", "{\"leaseSeconds\":1}")
                .isProblem(403, "forbidden");
    }

    @Test
    void a_repeated_call_is_answered_by_what_is_held_though_the_code_ended_meanwhile() {
        String offer = newOffer();
        String code = newCode(offer, "maxUses", 1);
        String request = newRequest();
        use(request, ANN, 300, offer, code).is(200);
        losesItsUse(code);
        putCode(code, offer, "maxUses", 1, "endsAt", "2020-01-01T00:00:00Z").is(200);

        use(request, ANN, 300, offer, code).is(200);

        assertThat(usageFiguresOf("/codes/" + code)).isEqualTo(new UsageFigures(1, 1, 0, 0));
    }

    /** Restores the state after a crash between the write of the request and the placing of its hold. */
    private void losesItsUse(String code) {
        Document counted = new Document("$set", new Document("holds", java.util.List.of()))
                .append("$inc", new Document("soft", -1L).append("available", 1L));
        assertThat(mongo.getCollection("counters")
                        .updateOne(new Document("_id", DEFAULT + "/code/" + code), counted)
                        .getModifiedCount())
                .isEqualTo(1);
    }

    private ApiResponse extend(String request, int seconds) {
        return call(HttpMethod.PATCH, "/uses/" + request, "service", "{\"leaseSeconds\":%d}".formatted(seconds));
    }

    private double unavailable() {
        return meters.get("suite.holds.outcomes.unavailable").gauge().value();
    }
}
