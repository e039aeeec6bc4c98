package io.checkoutsuite.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.events.EventType;
import io.checkoutsuite.messaging.EventHeaders;
import io.checkoutsuite.offer.usage.CheckoutAlreadyCompletedException;
import io.checkoutsuite.offer.usage.CheckoutAlreadyRolledBackException;
import io.checkoutsuite.test.kafka.KafkaTopics;
import io.checkoutsuite.test.kafka.KafkaTopics.TextRecord;
import io.checkoutsuite.test.servers.TestServers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

class CheckoutOutcomeTests extends RunningOffers {

    private static final String ANN = "ann@example.org";

    @Test
    void a_completion_delivered_twice_commits_the_use_once_and_publishes_it_once() {
        String offer = newOffer("maxUses", 5, "maxUsesPerCustomer", 1);
        String code = newCode(offer, "maxUses", 3);
        String request = newRequest();
        use(request, offer, code).is(200);
        CheckoutCompletion sold = completion(request, ANN, offer, code);

        publish(sold, sold);

        await().untilAsserted(() -> assertThat(state(request)).isEqualTo("COMMITTED"));
        await().untilAsserted(() -> assertThat(published(request)).hasSize(1));
        deliverAsNew(sold);
        assertThat(usageFiguresOf("/offers/" + offer)).isEqualTo(new UsageFigures(5, 0, 1, 4));
        assertThat(usageFiguresOf("/codes/" + code)).isEqualTo(new UsageFigures(3, 0, 1, 2));
        await().untilAsserted(() ->
                assertThat(storedUses(request).containsKey("outboxPending")).isFalse());
        assertThat(published(request)).hasSize(1);
        assertThat(published(request).getFirst().body())
                .contains("\"uses\":[{\"id\":\"" + offer + "\",\"count\":1},{\"id\":\"" + code + "\",\"count\":1}]");
        release(request).isProblem(409, "uses-committed");
        use(request, offer, code).is(200);
        assertRefused(use(newRequest(), offer, code), "EXHAUSTED_FOR_CUSTOMER");
    }

    @Test
    void a_rollback_delivered_twice_releases_the_use_once() {
        String offer = newOffer("maxUses", 2);
        String code = newCode(offer);
        String request = newRequest();
        use(newRequest(), offer, code).is(200);
        use(request, offer, code).is(200);
        CheckoutRollback failed = rollback(request);

        publish(failed, failed);

        await().untilAsserted(
                        () -> assertThat(usageFiguresOf("/offers/" + offer)).isEqualTo(new UsageFigures(2, 1, 0, 1)));
        deliverAsNew(failed);
        assertThat(usageFiguresOf("/offers/" + offer)).isEqualTo(new UsageFigures(2, 1, 0, 1));
        assertThat(state(request)).isEqualTo("RELEASED");
    }

    @Test
    void a_rollback_that_comes_first_leaves_a_tombstone_and_wins() {
        String offer = newOffer("maxUses", 1);
        String code = newCode(offer);
        String request = newRequest();

        publish(rollback(request), rollback(request));

        await().untilAsserted(() ->
                call(HttpMethod.GET, "/uses/" + request, "service", null).is(200));
        use(request, offer, code).isProblem(409, "uses-closed");
        CheckoutCompletion late = completion(request, ANN, offer, code);
        assertThatThrownBy(() -> deliverAsNew(late)).isInstanceOf(CheckoutAlreadyRolledBackException.class);
        assertThat(state(request)).isEqualTo("RELEASED");
        assertThat(usageFiguresOf("/offers/" + offer)).isEqualTo(new UsageFigures(1, 0, 0, 1));
        assertThat(storedUses(request).containsKey("recorded")).isFalse();
    }

    @Test
    void a_rollback_after_the_completion_changes_nothing() {
        String offer = newOffer("maxUses", 1);
        String code = newCode(offer);
        String request = newRequest();
        deliverAsNew(completion(request, ANN, offer, code));

        CheckoutRollback late = rollback(request);
        assertThatThrownBy(() -> deliverAsNew(late)).isInstanceOf(CheckoutAlreadyCompletedException.class);

        assertThat(state(request)).isEqualTo("COMMITTED");
        assertThat(usageFiguresOf("/offers/" + offer)).isEqualTo(new UsageFigures(1, 0, 1, 0));
    }

    @Test
    void a_completion_of_expired_uses_reserves_them_again() {
        String offer = newOffer("maxUses", 1);
        String code = newCode(offer);
        String request = newRequest();
        use(request, ANN, 1, offer, code).is(200);
        await().until(() -> state(request).equals("RELEASED"));
        CheckoutCompletion sold = completion(request, ANN, offer, code);

        publish(sold, sold);

        await().untilAsserted(
                        () -> assertThat(usageFiguresOf("/offers/" + offer)).isEqualTo(new UsageFigures(1, 0, 1, 0)));
        deliverAsNew(sold);
        assertThat(usageFiguresOf("/offers/" + offer)).isEqualTo(new UsageFigures(1, 0, 1, 0));
    }

    @Test
    void an_order_stands_though_somebody_else_has_the_last_use_by_now_and_the_limit_is_not_exceeded() {
        String offer = newOffer("maxUses", 1);
        String code = newCode(offer);
        String late = newRequest();
        use(late, ANN, 1, offer, code).is(200);
        await().until(() -> state(late).equals("RELEASED"));
        use(newRequest(), "bob@example.org", 300, offer, code).is(200);

        deliverAsNew(completion(late, ANN, offer, code));

        assertThat(state(late)).isEqualTo("COMMITTED");
        assertThat(usageFiguresOf("/offers/" + offer)).isEqualTo(new UsageFigures(1, 1, 0, 0));
        assertThat(storedUses(late).containsKey("recorded")).isTrue();
    }

    @Test
    void the_use_of_an_offer_without_limits_is_recorded_too() {
        String offer = newOffer();
        String code = newCode(offer);
        String request = newRequest();

        deliverAsNew(completion(request, "Ann@Example.org", offer, code));

        await().untilAsserted(() -> assertThat(published(request)).hasSize(1));
        var recorded = storedUses(request).get("recorded", org.bson.Document.class);
        assertThat(recorded.getString("customerKey")).isEqualTo(ANN);
        assertThat(recorded.getString("orderNumber")).isEqualTo("O-" + request.substring(4));
        assertThat(recorded.getList("uses", org.bson.Document.class))
                .containsExactly(new org.bson.Document("offerId", offer).append("code", code));
        assertThat(storedUses(request).toString()).doesNotContain("_class");
    }

    @Test
    void a_process_that_died_between_committing_and_recording_is_made_up_for() {
        String offer = newOffer("maxUses", 1);
        String code = newCode(offer);
        String request = newRequest();
        CheckoutCompletion sold = completion(request, ANN, offer, code);
        deliverAsNew(sold);
        mongo.getCollection("uses")
                .updateOne(
                        new org.bson.Document("_id", DEFAULT + "/" + request),
                        new org.bson.Document(
                                "$unset",
                                Map.of("recorded", 1, "outbox", 1, "outboxPending", 1, "outboxPendingSince", 1)));

        deliverAsNew(sold);

        assertThat(storedUses(request).containsKey("recorded")).isTrue();
        assertThat(usageFiguresOf("/offers/" + offer)).isEqualTo(new UsageFigures(1, 0, 1, 0));
    }

    @Test
    void a_cart_without_offers_leaves_nothing() {
        String request = newRequest();

        deliverAsNew(completion(request, ANN, null, null));

        assertThat(storedUses(request)).isNull();
    }

    private static List<TextRecord> published(String requestId) {
        return KafkaTopics.read(TestServers.kafka(), EventType.OFFER_USAGE_CHANGED.wireName()).stream()
                .filter(event -> event.header(EventHeaders.REQUEST_ID).equals(requestId))
                .toList();
    }
}
