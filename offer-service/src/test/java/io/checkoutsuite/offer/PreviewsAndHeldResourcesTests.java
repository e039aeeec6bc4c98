package io.checkoutsuite.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.messaging.preview.EventPreviewer;
import io.checkoutsuite.messaging.preview.HeldResource;
import io.checkoutsuite.messaging.preview.HeldResources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

class PreviewsAndHeldResourcesTests extends RunningOffers {

    private static final String ANN = "ann@example.org";

    @Autowired
    EventPreviewer previewer;

    @Autowired
    HeldResources heldResources;

    private EventPreview ofCompletion(String request, String offer, String code) {
        return previewer.preview(completion(request, ANN, offer, code));
    }

    private EventPreview ofRollback(String request) {
        return previewer.preview(rollback(request));
    }

    @Test
    void what_is_reserved_would_be_committed_or_released() {
        String offer = newOffer("maxUses", 5, "maxUsesPerCustomer", 1);
        String code = newCode(offer);
        String request = newRequest();
        use(request, offer, code).is(200);

        assertThat(ofCompletion(request, offer, code))
                .isEqualTo(EventPreview.change("would commit uses under 2 limits"));
        assertThat(ofRollback(request)).isEqualTo(EventPreview.change("would release uses under 2 limits"));
    }

    @Test
    void what_is_committed_stays_and_bars_the_rollback() {
        String offer = newOffer("maxUses", 5);
        String code = newCode(offer);
        String request = newRequest();
        deliverAsNew(completion(request, ANN, offer, code));

        assertThat(ofCompletion(request, offer, code)).isEqualTo(EventPreview.nothing("its uses are committed"));
        assertThat(ofRollback(request)).isEqualTo(EventPreview.conflict("its uses are committed"));
    }

    @Test
    void what_was_released_stays_so_and_bars_the_completion() {
        String offer = newOffer("maxUses", 5);
        String code = newCode(offer);
        String request = newRequest();
        use(request, offer, code).is(200);
        deliverAsNew(rollback(request));

        assertThat(ofRollback(request)).isEqualTo(EventPreview.nothing("nothing is held"));
        assertThat(ofCompletion(request, offer, code))
                .isEqualTo(EventPreview.conflict("its uses were already released"));
    }

    @Test
    void what_is_unknown_would_be_reserved_and_needs_no_release() {
        String offer = newOffer("maxUses", 5, "maxUsesPerCustomer", 1);
        String code = newCode(offer);
        String unlimited = newOffer();
        String request = newRequest();

        assertThat(ofRollback(request)).isEqualTo(EventPreview.nothing("nothing is held"));
        assertThat(ofCompletion(request, offer, code))
                .isEqualTo(EventPreview.change("would reserve and commit uses under 2 limits"));
        assertThat(ofCompletion(request, unlimited, newCode(unlimited)))
                .isEqualTo(EventPreview.change("would reserve and commit uses without limit"));
    }

    @Test
    void what_expired_would_be_reserved_again_though_somebody_else_has_the_last_use() {
        String offer = newOffer("maxUses", 1);
        String code = newCode(offer);
        String late = newRequest();
        use(late, ANN, 1, offer, code).is(200);
        await().until(() -> state(late).equals("RELEASED"));
        assertThat(ofCompletion(late, offer, code))
                .isEqualTo(EventPreview.change("would reserve and commit uses under 1 limit"));

        use(newRequest(), "bob@example.org", 300, offer, code).is(200);

        assertThat(ofCompletion(late, offer, code))
                .isEqualTo(EventPreview.change(
                        "would reserve and commit uses under 1 limit, but no use is left of offer " + offer));
    }

    @Test
    void limits_count_as_operators_set_them_last_though_no_counter_has_them_yet() {
        String offer = newOffer("maxUses", 1, "maxUsesPerCustomer", 1);
        String code = newCode(offer);
        String request = newRequest();
        use(newRequest(), offer, code).is(200);
        assertThat(ofCompletion(request, offer, code).description())
                .endsWith("but no use is left of offer " + offer + ", offer " + offer + " for this customer");

        putOffer(offer, "maxUses", 2, "maxUsesPerCustomer", 2).is(200);
        assertThat(ofCompletion(request, offer, code))
                .isEqualTo(EventPreview.change("would reserve and commit uses under 2 limits"));

        putOffer(offer, "maxUses", 1).is(200);
        assertThat(ofCompletion(request, offer, code).description()).endsWith("but no use is left of offer " + offer);
    }

    @Test
    void a_sale_whose_use_is_committed_but_not_on_record_would_be_recorded() {
        String offer = newOffer("maxUses", 1);
        String code = newCode(offer);
        String request = newRequest();
        deliverAsNew(completion(request, ANN, offer, code));
        mongo.getCollection("uses")
                .updateOne(
                        new Document("_id", DEFAULT + "/" + request),
                        new Document(
                                "$unset",
                                Map.of("recorded", 1, "outbox", 1, "outboxPending", 1, "outboxPendingSince", 1)));

        assertThat(ofCompletion(request, offer, code)).isEqualTo(EventPreview.change("would record its uses"));
    }

    @Test
    void a_cart_without_offers_changes_nothing() {
        String request = newRequest();

        assertThat(ofCompletion(request, null, null).kind()).isEqualTo(EventPreview.Kind.NOTHING);
        assertThat(ofRollback(request).kind()).isEqualTo(EventPreview.Kind.NOTHING);
    }

    @Test
    void a_preview_changes_nothing() {
        String offer = newOffer("maxUses", 5);
        String code = newCode(offer);
        String request = newRequest();

        ofCompletion(request, offer, code);
        ofRollback(request);

        assertThat(storedUses(request)).isNull();
        assertThat(mongo.getCollection("counters")
                        .find(new Document("_id", DEFAULT + "/offer/" + offer))
                        .first())
                .isNull();
    }

    @Test
    void what_is_reserved_or_committed_is_listed_in_pages_and_nothing_else() {
        String offer = newOffer("maxUses", 50);
        String code = newCode(offer);
        String held = newRequest();
        String committed = newRequest();
        String released = newRequest();
        use(held, offer, code).is(200);
        use(committed, offer, code).is(200);
        deliverAsNew(completion(committed, ANN, offer, code));
        use(released, offer, code).is(200);
        release(released).is(204);

        List<HeldResource> all = all();

        assertThat(all).extracting(HeldResource::id).isSorted().doesNotHaveDuplicates();
        assertThat(all).extracting(HeldResource::requestId).doesNotContain(released);
        assertThat(all)
                .filteredOn(resource -> List.of(held, committed).contains(resource.requestId()))
                .extracting(HeldResource::requestId, HeldResource::cartId, HeldResource::kind, HeldResource::detail)
                .containsExactlyInAnyOrder(
                        Tuple.tuple(held, cart(held), "USES_RESERVED", offer + " by " + code),
                        Tuple.tuple(committed, cart(committed), "USES_COMMITTED", offer + " by " + code));
        assertThat(heldResources.page("acme", null, "", 10)).isEmpty();
        assertThat(call(HttpMethod.GET, "/ops/holdings?limit=1", "operator", null)
                        .is(200)
                        .json()
                        .at("/items/0/id")
                        .asString())
                .isEqualTo(heldResources.page(DEFAULT, null, "", 1).getFirst().id());
    }

    @Test
    void an_unreadable_one_is_left_out_of_lists_and_reported_for_its_event_alone() {
        String offer = newOffer("maxUses", 50);
        String code = newCode(offer);
        String spoilt = "0-" + newRequest();
        String held = "1-" + newRequest();
        use(spoilt, offer, code).is(200);
        use(held, offer, code).is(200);
        spoil("uses", DEFAULT + "/" + spoilt, "generation", "x");

        try {
            assertThat(heldResources.page(DEFAULT, null, "0-", 1))
                    .extracting(HeldResource::requestId)
                    .containsExactly(held);
            assertThat(previewed(offer, code, spoilt, held))
                    .containsExactly(
                            "UNREADABLE the stored data of this request cannot be read",
                            "CHANGE would commit uses under 1 limit");
        } finally {
            mongo.getCollection("uses").deleteOne(new Document("_id", DEFAULT + "/" + spoilt));
        }
    }

    private List<String> previewed(String offer, String code, String... requests) {
        String events = Stream.of(requests)
                .map(request -> codec.entry(completion(request, ANN, offer, code)))
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
