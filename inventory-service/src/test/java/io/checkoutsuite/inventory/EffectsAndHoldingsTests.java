package io.checkoutsuite.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.messaging.Effect;
import io.checkoutsuite.messaging.EffectAssessor;
import io.checkoutsuite.messaging.Holding;
import io.checkoutsuite.messaging.Holdings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

class EffectsAndHoldingsTests extends RunningInventory {

    @Autowired
    EffectAssessor effects;

    @Autowired
    Holdings holdings;

    private Effect ofCompletion(String request, Object... skusAndQuantities) {
        return effects.assess(completion(request, skusAndQuantities));
    }

    private Effect ofRollback(String request) {
        return effects.assess(rollback(request));
    }

    @Test
    void what_is_held_would_be_kept_or_released() {
        String mug = skuWith(10);
        String lamp = skuWith(10);
        String request = newRequest();
        reserve(request, 300, mug, 3, lamp, 1).is(200);

        assertThat(ofCompletion(request, mug, 3, lamp, 1)).isEqualTo(Effect.change("would commit 2 SKUs"));
        assertThat(ofRollback(request)).isEqualTo(Effect.change("would release 2 SKUs"));
    }

    @Test
    void what_is_kept_stays_and_bars_the_rollback() {
        String mug = skuWith(10);
        String request = newRequest();
        reserve(request, 300, mug, 3).is(200);
        hearForTheFirstTime(completion(request, mug, 3));

        assertThat(ofCompletion(request, mug, 3)).isEqualTo(Effect.nothing("its stock is committed"));
        assertThat(ofRollback(request)).isEqualTo(Effect.conflict("its stock is committed"));
    }

    @Test
    void what_was_given_back_stays_so_and_bars_the_completion() {
        String mug = skuWith(10);
        String request = newRequest();
        hearForTheFirstTime(rollback(request));

        assertThat(ofRollback(request)).isEqualTo(Effect.nothing("nothing is held"));
        assertThat(ofCompletion(request, mug, 3)).isEqualTo(Effect.conflict("its stock was already released"));
    }

    @Test
    void what_was_never_heard_of_would_be_taken_as_far_as_it_is_there() {
        String mug = skuWith(10);
        String lamp = skuWith(2);
        String request = newRequest();

        assertThat(ofRollback(request)).isEqualTo(Effect.nothing("nothing is held"));
        assertThat(ofCompletion(request, mug, 3)).isEqualTo(Effect.change("would reserve and commit 1 SKU"));
        assertThat(ofCompletion(request, mug, 3, lamp, 5))
                .isEqualTo(Effect.change(
                        "would reserve and commit 2 SKUs, but there is too little of %s (2 of 5)".formatted(lamp)));
        assertThat(stock(mug)).isEqualTo(new Stocked(10, 0, 0, 10));
        reservation(request).is(404);
    }

    @Test
    void what_ran_out_would_be_taken_anew() {
        String mug = skuWith(10);
        String request = newRequest();
        reserve(request, 1, mug, 3).is(200);
        await().until(() -> state(request).equals("RELEASED"));

        assertThat(ofRollback(request)).isEqualTo(Effect.nothing("nothing is held"));
        assertThat(ofCompletion(request, mug, 3)).isEqualTo(Effect.change("would reserve and commit 1 SKU"));
    }

    @Test
    void what_is_held_or_sold_is_listed_in_pages_and_nothing_else() {
        String mug = skuWith(10);
        String held = newRequest();
        String sold = newRequest();
        String sale = newRequest();
        String givenBack = newRequest();
        reserve(held, 300, mug, 3).is(200);
        reserve(sold, 300, mug, 4).is(200);
        hearForTheFirstTime(completion(sold, mug, 4));
        hearForTheFirstTime(completion(sale, mug, 9));
        reserve(givenBack, 300, mug, 1).is(200);
        giveBack(givenBack).is(204);

        List<Holding> all = all();

        assertThat(all).extracting(Holding::id).isSorted().doesNotHaveDuplicates();
        assertThat(all).extracting(Holding::requestId).doesNotContain(givenBack);
        assertThat(all)
                .filteredOn(holding -> List.of(held, sold, sale).contains(holding.requestId()))
                .extracting(Holding::requestId, Holding::cartId, Holding::kind, Holding::detail)
                .containsExactlyInAnyOrder(
                        Tuple.tuple(held, cart(held), "STOCK_SOFT", mug + " × 3"),
                        Tuple.tuple(sold, cart(sold), "STOCK_KEPT", mug + " × 4"),
                        Tuple.tuple(sale, cart(sale), "STOCK_KEPT", mug + " × 9; too little of " + mug));
        assertThat(holdings.page("elsewhere", null, "", 10)).isEmpty();
        assertThat(call(HttpMethod.GET, "/ops/holdings?limit=1", "operator", null)
                        .is(200)
                        .body()
                        .at("/items/0/id")
                        .asString())
                .isEqualTo(holdings.page(DEFAULT, null, "", 1).getFirst().id());
    }

    @Test
    void one_that_cannot_be_read_is_left_out_of_lists_and_said_to_be_so_of_its_event_alone() {
        String mug = skuWith(10);
        String spoilt = "0-" + newRequest();
        String odd = "0-1-" + newRequest();
        String held = "1-" + newRequest();
        List.of(spoilt, odd, held)
                .forEach(request -> reserve(request, 300, mug, 1).is(200));
        change(spoilt, new Document("take", "x"));
        change(odd, new Document("lines.0.counter", "nowhere"));

        try {
            assertThat(holdings.page(DEFAULT, null, "0-", 1))
                    .extracting(Holding::requestId)
                    .containsExactly(held);
            assertThat(assessed(mug, spoilt, held))
                    .containsExactly(
                            "UNREADABLE the stored data of this request cannot be read", "CHANGE would commit 1 SKU");
        } finally {
            List.of(spoilt, odd)
                    .forEach(request -> mongo.getCollection("reservations").deleteOne(ofRequest(request)));
        }
    }

    private void change(String request, Document fields) {
        mongo.getCollection("reservations").updateOne(ofRequest(request), new Document("$set", fields));
    }

    private static Document ofRequest(String request) {
        return new Document("_id", DEFAULT + "/" + request);
    }

    private List<String> assessed(String sku, String... requests) {
        String events = Stream.of(requests)
                .map(request -> codec.entry(completion(request, sku, 1)))
                .map(entry -> "{\"type\":\"%s\",\"body\":%s}".formatted(entry.type(), entry.body()))
                .collect(Collectors.joining(","));
        return call(HttpMethod.POST, "/ops/assessments", "operator", "{\"events\":[" + events + "]}")
                .is(200)
                .body()
                .path("items")
                .valueStream()
                .map(item -> item.path("effect").asString() + " "
                        + item.path("description").asString())
                .toList();
    }

    @Test
    void holdings_of_a_certain_time_are_those_that_were_first_taken_in_it() {
        String request = newRequest();
        // The service uses the clock of the database.
        Instant before = Instant.now().minusSeconds(5);
        reserve(request, 300, skuWith(5), 1).is(200);
        Instant after = Instant.now().plusSeconds(5);

        assertThat(takenIn(before.minusSeconds(60), before)).doesNotContain(request);
        assertThat(takenIn(before, after)).contains(request);
        assertThat(takenIn(after, after.plusSeconds(60))).doesNotContain(request);
        for (String range : List.of("from=" + before, "to=" + after, "from=" + after + "&to=" + before)) {
            call(HttpMethod.GET, "/ops/holdings?" + range, "operator", null).isProblem(400, "malformed-request");
        }
    }

    private List<String> takenIn(Instant from, Instant to) {
        return call(HttpMethod.GET, "/ops/holdings?limit=500&from=" + from + "&to=" + to, "operator", null)
                .is(200)
                .body()
                .at("/items")
                .valueStream()
                .map(holding -> holding.path("requestId").asString())
                .toList();
    }

    private List<Holding> all() {
        List<Holding> all = new ArrayList<>();
        List<Holding> page = holdings.page(DEFAULT, null, "", 50);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = holdings.page(DEFAULT, null, page.getLast().id(), 50);
        }
        return all;
    }
}
