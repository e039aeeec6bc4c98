package io.checkoutsuite.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.messaging.Effect;
import io.checkoutsuite.messaging.EffectAssessor;
import io.checkoutsuite.messaging.Holding;
import io.checkoutsuite.messaging.Holdings;
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

class EffectsAndHoldingsTests extends RunningOffers {

    private static final String ANN = "ann@example.org";

    @Autowired
    EffectAssessor effects;

    @Autowired
    Holdings holdings;

    private Effect ofCompletion(String request, String offer, String code) {
        return effects.assess(completion(request, ANN, offer, code));
    }

    private Effect ofRollback(String request) {
        return effects.assess(rollback(request));
    }

    @Test
    void what_is_held_would_be_committed_or_released() {
        String offer = newOffer("maxUses", 5, "maxUsesPerCustomer", 1);
        String code = newCode(offer);
        String request = newRequest();
        use(request, offer, code).is(200);

        assertThat(ofCompletion(request, offer, code)).isEqualTo(Effect.change("would commit uses under 2 limits"));
        assertThat(ofRollback(request)).isEqualTo(Effect.change("would release uses under 2 limits"));
    }

    @Test
    void what_is_committed_stays_and_bars_the_rollback() {
        String offer = newOffer("maxUses", 5);
        String code = newCode(offer);
        String request = newRequest();
        hearForTheFirstTime(completion(request, ANN, offer, code));

        assertThat(ofCompletion(request, offer, code)).isEqualTo(Effect.nothing("its uses are committed"));
        assertThat(ofRollback(request)).isEqualTo(Effect.conflict("its uses are committed"));
    }

    @Test
    void what_was_given_back_stays_so_and_bars_the_completion() {
        String offer = newOffer("maxUses", 5);
        String code = newCode(offer);
        String request = newRequest();
        use(request, offer, code).is(200);
        hearForTheFirstTime(rollback(request));

        assertThat(ofRollback(request)).isEqualTo(Effect.nothing("nothing is held"));
        assertThat(ofCompletion(request, offer, code)).isEqualTo(Effect.conflict("its uses were already released"));
    }

    @Test
    void what_was_never_heard_of_would_be_taken_and_needs_no_release() {
        String offer = newOffer("maxUses", 5, "maxUsesPerCustomer", 1);
        String code = newCode(offer);
        String unlimited = newOffer();
        String request = newRequest();

        assertThat(ofRollback(request)).isEqualTo(Effect.nothing("nothing is held"));
        assertThat(ofCompletion(request, offer, code))
                .isEqualTo(Effect.change("would reserve and commit uses under 2 limits"));
        assertThat(ofCompletion(request, unlimited, newCode(unlimited)))
                .isEqualTo(Effect.change("would reserve and commit uses without limit"));
    }

    @Test
    void what_ran_out_would_be_taken_anew_though_somebody_else_has_the_last_use() {
        String offer = newOffer("maxUses", 1);
        String code = newCode(offer);
        String late = newRequest();
        use(late, ANN, 1, offer, code).is(200);
        await().until(() -> state(late).equals("RELEASED"));
        assertThat(ofCompletion(late, offer, code))
                .isEqualTo(Effect.change("would reserve and commit uses under 1 limit"));

        use(newRequest(), "bob@example.org", 300, offer, code).is(200);

        assertThat(ofCompletion(late, offer, code))
                .isEqualTo(Effect.change(
                        "would reserve and commit uses under 1 limit, but no use is left of offer " + offer));
    }

    @Test
    void limits_count_as_operators_set_them_last_though_no_counter_has_heard_of_it() {
        String offer = newOffer("maxUses", 1, "maxUsesPerCustomer", 1);
        String code = newCode(offer);
        String request = newRequest();
        use(newRequest(), offer, code).is(200);
        assertThat(ofCompletion(request, offer, code).description())
                .endsWith("but no use is left of offer " + offer + ", offer " + offer + " for this customer");

        putOffer(offer, "maxUses", 2, "maxUsesPerCustomer", 2).is(200);
        assertThat(ofCompletion(request, offer, code))
                .isEqualTo(Effect.change("would reserve and commit uses under 2 limits"));

        putOffer(offer, "maxUses", 1).is(200);
        assertThat(ofCompletion(request, offer, code).description()).endsWith("but no use is left of offer " + offer);
    }

    @Test
    void a_sale_whose_use_is_committed_but_not_on_record_would_be_recorded() {
        String offer = newOffer("maxUses", 1);
        String code = newCode(offer);
        String request = newRequest();
        hearForTheFirstTime(completion(request, ANN, offer, code));
        mongo.getCollection("uses")
                .updateOne(
                        new Document("_id", DEFAULT + "/" + request),
                        new Document("$unset", Map.of("recorded", 1, "outbox", 1, "owes", 1, "owedAt", 1)));

        assertThat(ofCompletion(request, offer, code)).isEqualTo(Effect.change("would record its uses"));
    }

    @Test
    void a_cart_without_offers_changes_nothing() {
        String request = newRequest();

        assertThat(ofCompletion(request, null, null).kind()).isEqualTo(Effect.Kind.NOTHING);
        assertThat(ofRollback(request).kind()).isEqualTo(Effect.Kind.NOTHING);
    }

    @Test
    void to_assess_changes_nothing() {
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
    void what_is_held_or_committed_is_listed_in_pages_and_nothing_else() {
        String offer = newOffer("maxUses", 50);
        String code = newCode(offer);
        String held = newRequest();
        String committed = newRequest();
        String givenBack = newRequest();
        use(held, offer, code).is(200);
        use(committed, offer, code).is(200);
        hearForTheFirstTime(completion(committed, ANN, offer, code));
        use(givenBack, offer, code).is(200);
        giveBack(givenBack).is(204);

        List<Holding> all = all();

        assertThat(all).extracting(Holding::id).isSorted().doesNotHaveDuplicates();
        assertThat(all).extracting(Holding::requestId).doesNotContain(givenBack);
        assertThat(all)
                .filteredOn(holding -> List.of(held, committed).contains(holding.requestId()))
                .extracting(Holding::requestId, Holding::cartId, Holding::kind, Holding::detail)
                .containsExactlyInAnyOrder(
                        Tuple.tuple(held, cart(held), "USES_RESERVED", offer + " by " + code),
                        Tuple.tuple(committed, cart(committed), "USES_COMMITTED", offer + " by " + code));
        assertThat(holdings.page("acme", null, "", 10)).isEmpty();
        assertThat(call(HttpMethod.GET, "/ops/holdings?limit=1", "operator", null)
                        .is(200)
                        .body()
                        .at("/items/0/id")
                        .asString())
                .isEqualTo(holdings.page(DEFAULT, null, "", 1).getFirst().id());
    }

    @Test
    void one_that_cannot_be_read_is_left_out_of_lists_and_said_to_be_so_of_its_event_alone() {
        String offer = newOffer("maxUses", 50);
        String code = newCode(offer);
        String spoilt = "0-" + newRequest();
        String held = "1-" + newRequest();
        use(spoilt, offer, code).is(200);
        use(held, offer, code).is(200);
        spoil("uses", DEFAULT + "/" + spoilt, "take", "x");

        try {
            assertThat(holdings.page(DEFAULT, null, "0-", 1))
                    .extracting(Holding::requestId)
                    .containsExactly(held);
            assertThat(assessed(offer, code, spoilt, held))
                    .containsExactly(
                            "UNREADABLE the stored data of this request cannot be read",
                            "CHANGE would commit uses under 1 limit");
        } finally {
            mongo.getCollection("uses").deleteOne(new Document("_id", DEFAULT + "/" + spoilt));
        }
    }

    private List<String> assessed(String offer, String code, String... requests) {
        String events = Stream.of(requests)
                .map(request -> codec.entry(completion(request, ANN, offer, code)))
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
