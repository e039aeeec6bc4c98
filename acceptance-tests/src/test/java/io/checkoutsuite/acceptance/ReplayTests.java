package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.OPERATIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.test.Eventually;
import io.checkoutsuite.test.http.ApiResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Replays of outcome events (guarantee G8), and the timeline of a checkout. */
class ReplayTests {

    private static Map<String, Object> replayRequest(Buyer buyer, boolean dryRun) {
        Map<String, Object> request = new HashMap<>();
        request.put("filter", Map.of("cartId", buyer.cartId()));
        request.put("dryRun", dryRun);
        return request;
    }

    private static ApiResponse post(Map<String, Object> request) {
        return Api.post(OPERATIONS, "/ops/replays").byOperator().json(request).send();
    }

    private static ApiResponse runToEnd(Map<String, Object> request) {
        String path = post(request).is(202).header("Location");
        return Eventually.get(
                "the replay ends",
                () -> Api.get(OPERATIONS, path).byOperator().send().is(200),
                replay -> !replay.text("/state").equals("RUNNING"));
    }

    @Test
    void what_is_whole_stays_as_it_is() {
        String cup = Shop.sells("CUP", "4.00", 5);
        Buyer buyer = Buyer.guest().puts(2, cup).paysWith("tok_decline_hard");
        buyer.submits().is(402);
        buyer.settledOutcome(buyer.requestId(1));
        buyer.removesPayments().paysWith("tok_approve");
        buyer.submits().is(200);
        buyer.settledOutcome(buyer.requestId(2));
        String placed = buyer.order().is(200).json().toString();

        ApiResponse replay = runToEnd(replayRequest(buyer, false));

        assertThat(replay.text("/state")).as(replay.toString()).isEqualTo("COMPLETED");
        assertThat(replay.number("/published")).isEqualTo(2);
        for (String service : new String[] {"order", "inventory", "offer", "payment"}) {
            assertThat(replay.number("/results/" + service + "/nothing")).isEqualTo(2);
        }
        assertThat(Shop.stockLevel(cup)).isEqualTo(Shop.StockLevel.sold(2, 5));
        assertThat(buyer.order().is(200).json()).hasToString(placed);
    }

    /** The event of a cart with many lines exceeds the 1 MiB limit of other bodies. */
    @Test
    void events_larger_than_other_bodies_may_be_are_previewed() {
        Buyer buyer = Buyer.guest().puts(1, Shop.sells("BED", "90.00", 5)).paysWith("tok_approve");
        buyer.submits().is(200);
        buyer.settledOutcome(buyer.requestId(1));
        ObjectNode event = (ObjectNode)
                Topics.only("checkoutCompletion", buyer.requestId(1)).json();

        assertThat(previewed(event.put("padding", "x".repeat(8 * 1024 * 1024)))
                        .is(200)
                        .texts("/items", "/kind"))
                .containsExactly("NOTHING");
    }

    private static ApiResponse previewed(ObjectNode event) {
        return Api.post(Service.ORDER, "/ops/previews")
                .byOperator()
                .json(Map.of("events", List.of(Map.of("type", "checkoutCompletion", "body", event))))
                .send();
    }

    @Test
    void what_one_service_has_lost_is_previewed_and_then_restored_by_the_replay() {
        String jug = Shop.sells("JUG", "9.00", 5);
        Buyer buyer = Buyer.guest().puts(1, jug).paysWith("tok_approve");
        buyer.submits().is(200);
        buyer.settledOutcome(buyer.requestId(1));
        try (MongoClient mongo = MongoClients.create(RunningSuite.mongo())) {
            mongo.getDatabase(Service.ORDER.id())
                    .getCollection("orders")
                    .deleteOne(Filters.eq("_id", "default/" + buyer.cartId()));
        }
        buyer.order().is(404);

        ApiResponse preview = post(replayRequest(buyer, true)).is(200);
        assertThat(preview.texts("/changes", "/service")).containsExactly("order");
        assertThat(preview.texts("/changes", "/kind")).containsExactly("CHANGE");
        Map<String, Object> others = replayRequest(buyer, false);
        others.put("target", "offer");
        assertThat(runToEnd(others).text("/state")).isEqualTo("COMPLETED");
        buyer.order().is(404);

        Map<String, Object> itself = replayRequest(buyer, false);
        itself.put("target", "order");
        ApiResponse replay = runToEnd(itself);

        assertThat(replay.text("/state")).as(replay.toString()).isEqualTo("COMPLETED");
        assertThat(replay.number("/results/order/change")).isEqualTo(1);
        buyer.order().is(200);
        ApiResponse timeline = Api.get(OPERATIONS, "/ops/timelines/" + buyer.cartId())
                .byOperator()
                .send()
                .is(200);
        assertThat(timeline.at("/attempts/0/notAppliedBy").size()).isZero();
        assertThat(timeline.texts("/attempts/0/entries", "/detail"))
                .anyMatch(detail -> detail.contains("again for replay " + replay.text("/id")));
    }
}
