package io.checkoutsuite.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

/** Stock whose lease expired follows the outcome of its checkout, as reported by the cart service. */
class ExpiredHoldsTests extends RunningInventory {

    @Autowired
    MeterRegistry meters;

    @AfterEach
    void recoverCartService() {
        CARTS.recover();
    }

    @Test
    void stock_of_a_completed_checkout_is_committed_before_its_completion_is_delivered() {
        String mug = skuWith(3);
        String request = newRequest();
        CARTS.setState(request, "COMPLETED");
        reserve(request, 1, mug, 3).is(200);

        await().until(() -> state(request).equals("COMMITTED"));

        await().untilAsserted(() -> assertThat(stock(mug)).isEqualTo(new StockFigures(3, 0, 3, 0)));
        reserve(newRequest(), 300, mug, 1).isProblem(409, "out-of-stock");
        deliverAsNew(completion(request, mug, 3));
        deliverAsNew(completion(request, mug, 3));
        assertThat(stock(mug)).isEqualTo(new StockFigures(3, 0, 3, 0));
        assertThat(reservation(request).json().path("shortages")).isEmpty();
    }

    @Test
    void stock_of_a_running_checkout_stays_reserved() {
        String mug = skuWith(3);
        String request = newRequest();
        CARTS.setState(request, "RUNNING");
        String before = reserve(request, 1, mug, 3).is(200).json().toString();

        String leaseUntil = leaseUntil(request);
        await().until(() -> leaseUntil(request).compareTo(leaseUntil) > 0);

        assertThat(state(request)).as(before).isEqualTo("RESERVED");
        assertThat(stock(mug)).isEqualTo(new StockFigures(3, 3, 0, 0));
    }

    @Test
    void stock_of_a_checkout_that_was_rolled_back_is_released_for_good() {
        String mug = skuWith(3);
        String request = newRequest();
        CARTS.setState(request, "ROLLED_BACK");
        reserve(request, 1, mug, 3).is(200);

        await().until(() -> state(request).equals("RELEASED"));

        assertThat(reservation(request).json().path("reason").asString()).isEqualTo("ROLLED_BACK");
        await().untilAsserted(() -> assertThat(stock(mug)).isEqualTo(new StockFigures(3, 0, 0, 3)));
    }

    @Test
    void more_unreadable_reservations_than_fit_a_batch_do_not_block_the_release_of_others() {
        String mug = skuWith(3);
        String like = newRequest();
        reserve(like, 300, mug, 1).is(200);
        List<String> spoilt = spoilt(like, 501);

        try {
            String request = newRequest();
            reserve(request, 1, mug, 2).is(200);

            await().atMost(Duration.ofSeconds(30)).until(() -> state(request).equals("RELEASED"));
            await().untilAsserted(() -> assertThat(stock(mug)).isEqualTo(new StockFigures(3, 1, 0, 2)));
        } finally {
            mongo.getCollection("reservations").deleteMany(new Document("_id", new Document("$in", spoilt)));
        }
    }

    /** Inserts this many unreadable copies of a reservation, with the oldest lease of all. */
    private List<String> spoilt(String like, int howMany) {
        Document stored = mongo.getCollection("reservations")
                .find(new Document("_id", DEFAULT + "/" + like))
                .first();
        List<Document> spoilt = IntStream.range(0, howMany)
                .mapToObj(n -> new Document(stored)
                        .append("_id", DEFAULT + "/" + like + "-" + n)
                        .append("requestId", like + "-" + n)
                        .append("leaseUntil", Date.from(Instant.EPOCH))
                        .append("generation", "x"))
                .toList();
        mongo.getCollection("reservations").insertMany(spoilt);
        return spoilt.stream().map(one -> one.getString("_id")).toList();
    }

    @Test
    void nothing_is_released_while_the_cart_service_fails() {
        CARTS.fail();

        assertNothingIsReleasedUntilItRecovers();
    }

    @Test
    void nothing_is_released_while_the_cart_service_does_not_answer() {
        CARTS.stopAnswering();

        assertNothingIsReleasedUntilItRecovers();
    }

    private void assertNothingIsReleasedUntilItRecovers() {
        String mug = skuWith(4);
        String sold = newRequest();
        String unknown = newRequest();
        CARTS.setState(sold, "COMPLETED");
        reserve(sold, 1, mug, 3).is(200);
        reserve(unknown, 1, mug, 1).is(200);

        await().until(() -> unavailable() == 1);
        await().during(Duration.ofSeconds(2)).untilAsserted(() -> {
            assertThat(stock(mug)).isEqualTo(new StockFigures(4, 4, 0, 0));
            reserve(newRequest(), 300, mug, 1).isProblem(409, "out-of-stock");
        });
        CARTS.recover();

        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(stock(mug)).isEqualTo(new StockFigures(4, 0, 3, 1)));
        assertThat(state(sold)).isEqualTo("COMMITTED");
        assertThat(state(unknown)).isEqualTo("RELEASED");
        assertThat(unavailable()).isZero();
    }

    private double unavailable() {
        return meters.get("suite.holds.outcomes.unavailable").gauge().value();
    }

    private String leaseUntil(String request) {
        return reservation(request).is(200).json().path("leaseUntil").asString();
    }
}
