package io.checkoutsuite.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.messaging.preview.EventPreviewer;
import io.checkoutsuite.messaging.preview.HeldResource;
import io.checkoutsuite.messaging.preview.HeldResources;
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

class PreviewsAndHeldResourcesTests extends RunningInventory {

    @Autowired
    EventPreviewer previewer;

    @Autowired
    HeldResources heldResources;

    private EventPreview ofCompletion(String request, Object... skusAndQuantities) {
        return previewer.preview(completion(request, skusAndQuantities));
    }

    private EventPreview ofRollback(String request) {
        return previewer.preview(rollback(request));
    }

    @Test
    void what_is_reserved_would_be_committed_or_released() {
        String mug = skuWith(10);
        String lamp = skuWith(10);
        String request = newRequest();
        reserve(request, 300, mug, 3, lamp, 1).is(200);

        assertThat(ofCompletion(request, mug, 3, lamp, 1)).isEqualTo(EventPreview.change("would commit 2 SKUs"));
        assertThat(ofRollback(request)).isEqualTo(EventPreview.change("would release 2 SKUs"));
    }

    @Test
    void what_is_committed_stays_and_bars_the_rollback() {
        String mug = skuWith(10);
        String request = newRequest();
        reserve(request, 300, mug, 3).is(200);
        deliverAsNew(completion(request, mug, 3));

        assertThat(ofCompletion(request, mug, 3)).isEqualTo(EventPreview.nothing("its stock is committed"));
        assertThat(ofRollback(request)).isEqualTo(EventPreview.conflict("its stock is committed"));
    }

    @Test
    void what_was_released_stays_so_and_bars_the_completion() {
        String mug = skuWith(10);
        String request = newRequest();
        deliverAsNew(rollback(request));

        assertThat(ofRollback(request)).isEqualTo(EventPreview.nothing("nothing is held"));
        assertThat(ofCompletion(request, mug, 3)).isEqualTo(EventPreview.conflict("its stock was already released"));
    }

    @Test
    void what_is_unknown_would_be_reserved_as_far_as_it_is_available() {
        String mug = skuWith(10);
        String lamp = skuWith(2);
        String request = newRequest();

        assertThat(ofRollback(request)).isEqualTo(EventPreview.nothing("nothing is held"));
        assertThat(ofCompletion(request, mug, 3)).isEqualTo(EventPreview.change("would reserve and commit 1 SKU"));
        assertThat(ofCompletion(request, mug, 3, lamp, 5))
                .isEqualTo(EventPreview.change(
                        "would reserve and commit 2 SKUs, but there is too little of %s (2 of 5)".formatted(lamp)));
        assertThat(stock(mug)).isEqualTo(new StockFigures(10, 0, 0, 10));
        reservation(request).is(404);
    }

    @Test
    void what_expired_would_be_reserved_again() {
        String mug = skuWith(10);
        String request = newRequest();
        reserve(request, 1, mug, 3).is(200);
        await().until(() -> state(request).equals("RELEASED"));

        assertThat(ofRollback(request)).isEqualTo(EventPreview.nothing("nothing is held"));
        assertThat(ofCompletion(request, mug, 3)).isEqualTo(EventPreview.change("would reserve and commit 1 SKU"));
    }

    @Test
    void what_is_reserved_or_committed_is_listed_in_pages_and_nothing_else() {
        String mug = skuWith(10);
        String held = newRequest();
        String sold = newRequest();
        String sale = newRequest();
        String released = newRequest();
        reserve(held, 300, mug, 3).is(200);
        reserve(sold, 300, mug, 4).is(200);
        deliverAsNew(completion(sold, mug, 4));
        deliverAsNew(completion(sale, mug, 9));
        reserve(released, 300, mug, 1).is(200);
        release(released).is(204);

        List<HeldResource> all = all();

        assertThat(all).extracting(HeldResource::id).isSorted().doesNotHaveDuplicates();
        assertThat(all).extracting(HeldResource::requestId).doesNotContain(released);
        assertThat(all)
                .filteredOn(resource -> List.of(held, sold, sale).contains(resource.requestId()))
                .extracting(HeldResource::requestId, HeldResource::cartId, HeldResource::kind, HeldResource::detail)
                .containsExactlyInAnyOrder(
                        Tuple.tuple(held, cart(held), "STOCK_RESERVED", mug + " × 3"),
                        Tuple.tuple(sold, cart(sold), "STOCK_COMMITTED", mug + " × 4"),
                        Tuple.tuple(sale, cart(sale), "STOCK_COMMITTED", mug + " × 9; too little of " + mug));
        assertThat(heldResources.page("elsewhere", null, "", 10)).isEmpty();
        assertThat(call(HttpMethod.GET, "/ops/holdings?limit=1", "operator", null)
                        .is(200)
                        .json()
                        .at("/items/0/id")
                        .asString())
                .isEqualTo(heldResources.page(DEFAULT, null, "", 1).getFirst().id());
    }

    @Test
    void an_unreadable_one_is_left_out_of_lists_and_reported_for_its_event_alone() {
        String mug = skuWith(10);
        String spoilt = "0-" + newRequest();
        String odd = "0-1-" + newRequest();
        String held = "1-" + newRequest();
        List.of(spoilt, odd, held)
                .forEach(request -> reserve(request, 300, mug, 1).is(200));
        change(spoilt, new Document("generation", "x"));
        change(odd, new Document("lines.0.counter", "nowhere"));

        try {
            assertThat(heldResources.page(DEFAULT, null, "0-", 1))
                    .extracting(HeldResource::requestId)
                    .containsExactly(held);
            assertThat(previewed(mug, spoilt, held))
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

    private List<String> previewed(String sku, String... requests) {
        String events = Stream.of(requests)
                .map(request -> codec.entry(completion(request, sku, 1)))
                .map(entry -> "{\"type\":\"%s\",\"body\":%s}".formatted(entry.type(), entry.body()))
                .collect(Collectors.joining(","));
        return call(HttpMethod.POST, "/ops/previews", "operator", "{\"events\":[" + events + "]}")
                .is(200)
                .json()
                .path("items")
                .valueStream()
                .map(item -> item.path("kind").asString() + " "
                        + item.path("description").asString())
                .toList();
    }

    @Test
    void held_resources_of_a_time_range_are_those_that_were_first_reserved_in_it() {
        String request = newRequest();
        // The service uses the clock of the database.
        Instant before = Instant.now().minusSeconds(5);
        reserve(request, 300, skuWith(5), 1).is(200);
        Instant after = Instant.now().plusSeconds(5);

        assertThat(reservedIn(before.minusSeconds(60), before)).doesNotContain(request);
        assertThat(reservedIn(before, after)).contains(request);
        assertThat(reservedIn(after, after.plusSeconds(60))).doesNotContain(request);
        for (String range : List.of("from=" + before, "to=" + after, "from=" + after + "&to=" + before)) {
            call(HttpMethod.GET, "/ops/holdings?" + range, "operator", null).isProblem(400, "malformed-request");
        }
    }

    private List<String> reservedIn(Instant from, Instant to) {
        return call(HttpMethod.GET, "/ops/holdings?limit=500&from=" + from + "&to=" + to, "operator", null)
                .is(200)
                .json()
                .at("/items")
                .valueStream()
                .map(resource -> resource.path("requestId").asString())
                .toList();
    }

    private List<HeldResource> all() {
        List<HeldResource> all = new ArrayList<>();
        List<HeldResource> page = heldResources.page(DEFAULT, null, "", 50);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = heldResources.page(DEFAULT, null, page.getLast().id(), 50);
        }
        return all;
    }
}
