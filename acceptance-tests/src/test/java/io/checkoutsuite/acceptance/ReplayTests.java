package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.CART;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import io.checkoutsuite.stack.Service;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Replays of outcome events (guarantee G8), and the timeline of a checkout. */
class ReplayTests {

    private static Map<String, Object> order(Buyer buyer, boolean dryRun) {
        Map<String, Object> order = new HashMap<>();
        order.put("filter", Map.of("cartId", buyer.cartId()));
        order.put("dryRun", dryRun);
        return order;
    }

    private static Answer asked(Map<String, Object> order) {
        return Call.post(CART, "/ops/replays").byOperator().json(order).answer();
    }

    private static Answer ran(Map<String, Object> order) {
        String path = asked(order).is(202).header("Location");
        return Eventually.get(
                "the replay ends",
                () -> Call.get(CART, path).byOperator().answer().is(200),
                replay -> !replay.text("/state").equals("RUNNING"));
    }

    @Test
    void what_is_whole_stays_as_it_is() {
        String cup = Shop.sells("CUP", "4.00", 5);
        Buyer buyer = Buyer.guest().puts(2, cup).paysWith("tok_decline_hard");
        buyer.submits().is(402);
        buyer.settledOutcome(buyer.requestId(1));
        buyer.takesBackPayments().paysWith("tok_approve");
        buyer.submits().is(200);
        buyer.settledOutcome(buyer.requestId(2));
        String placed = buyer.order().is(200).json().toString();

        Answer replay = ran(order(buyer, false));

        assertThat(replay.text("/state")).as(replay.toString()).isEqualTo("COMPLETED");
        assertThat(replay.number("/published")).isEqualTo(2);
        for (String service : new String[] {"order", "inventory", "offer", "payment"}) {
            assertThat(replay.number("/results/" + service + "/nothing")).isEqualTo(2);
        }
        assertThat(Shop.shelf(cup)).isEqualTo(Shop.Shelf.sold(2, 5));
        assertThat(buyer.order().is(200).json()).hasToString(placed);
    }

    /** The event of a cart with many lines exceeds the 1 MiB limit of other bodies. */
    @Test
    void events_larger_than_other_bodies_may_be_are_assessed() {
        Buyer buyer = Buyer.guest().puts(1, Shop.sells("BED", "90.00", 5)).paysWith("tok_approve");
        buyer.submits().is(200);
        buyer.settledOutcome(buyer.requestId(1));
        ObjectNode event = (ObjectNode)
                Topics.only("checkoutCompletion", buyer.requestId(1)).json();

        assertThat(assessed(event.put("padding", "x".repeat(8 * 1024 * 1024)))
                        .is(200)
                        .texts("/items", "/effect"))
                .containsExactly("NOTHING");
    }

    private static Answer assessed(ObjectNode event) {
        return Call.post(Service.ORDER, "/ops/assessments")
                .byOperator()
                .json(Map.of("events", List.of(Map.of("type", "checkoutCompletion", "body", event))))
                .answer();
    }

    @Test
    void what_one_service_has_lost_is_seen_before_and_made_again_by_the_run() {
        String jug = Shop.sells("JUG", "9.00", 5);
        Buyer buyer = Buyer.guest().puts(1, jug).paysWith("tok_approve");
        buyer.submits().is(200);
        buyer.settledOutcome(buyer.requestId(1));
        try (MongoClient mongo = MongoClients.create(RunningSuite.mongo())) {
            mongo.getDatabase(Service.ORDER.word())
                    .getCollection("orders")
                    .deleteOne(Filters.eq("_id", "default/" + buyer.cartId()));
        }
        buyer.order().is(404);

        Answer before = asked(order(buyer, true)).is(200);
        assertThat(before.texts("/changes", "/service")).containsExactly("order");
        assertThat(before.texts("/changes", "/effect")).containsExactly("CHANGE");
        Map<String, Object> others = order(buyer, false);
        others.put("target", "offer");
        assertThat(ran(others).text("/state")).isEqualTo("COMPLETED");
        buyer.order().is(404);

        Map<String, Object> itself = order(buyer, false);
        itself.put("target", "order");
        Answer replay = ran(itself);

        assertThat(replay.text("/state")).as(replay.toString()).isEqualTo("COMPLETED");
        assertThat(replay.number("/results/order/change")).isEqualTo(1);
        buyer.order().is(200);
        Answer told = Call.get(CART, "/ops/timelines/" + buyer.cartId())
                .byOperator()
                .answer()
                .is(200);
        assertThat(told.at("/attempts/0/notAppliedBy").size()).isZero();
        assertThat(told.texts("/attempts/0/entries", "/detail"))
                .anyMatch(detail -> detail.contains("again for replay " + replay.text("/id")));
    }
}
