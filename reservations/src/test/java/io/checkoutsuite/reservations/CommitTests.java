package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.StockFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.reservations.counter.Shortage;
import io.checkoutsuite.reservations.request.CommitResult;
import io.checkoutsuite.reservations.request.RequestState;
import io.checkoutsuite.reservations.request.ShortageHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class CommitTests {
    private final StockFixture stock = new StockFixture();

    @Test
    void what_is_reserved_is_committed_once_however_often_it_is_called() {
        stock.stocked("tea", 5);
        stock.stocked("mug", 5);
        stock.reserve("r", line("tea", 2), line("mug", 1));

        assertThat(stock.commit("r")).isEqualTo(new CommitResult.Committed());
        assertThat(stock.commit("r")).isEqualTo(new CommitResult.Committed());

        stock.shows("tea", 0, 2, 3);
        stock.shows("mug", 0, 1, 4);
        assertThat(stock.requestOf("r").state()).isInstanceOf(RequestState.Committed.class);
    }

    @Test
    void what_is_reserved_as_its_completion_says_is_committed_once() {
        stock.stocked("tea", 5);
        stock.stocked("mug", 5);
        stock.reserve("r", line("tea", 2), line("mug", 1));

        assertThat(stock.commit("r", line("mug", 1), line("tea", 2))).isEqualTo(new CommitResult.Committed());
        assertThat(stock.commit("r", line("mug", 1), line("tea", 2))).isEqualTo(new CommitResult.Committed());

        stock.shows("tea", 0, 2, 3);
        stock.shows("mug", 0, 1, 4);
    }

    @Test
    void what_is_reserved_is_committed_although_its_completion_has_other_lines() {
        stock.stocked("tea", 5);
        stock.stocked("mug", 5);
        stock.reserve("fewer", line("tea", 1), line("mug", 1));
        stock.reserve("less", line("tea", 2));

        assertThat(stock.commit("fewer", line("mug", 1))).isEqualTo(new CommitResult.Committed());
        assertThat(stock.commit("less", line("tea", 1))).isEqualTo(new CommitResult.Committed());

        stock.shows("tea", 0, 3, 2);
        stock.shows("mug", 0, 1, 4);
    }

    @Test
    void what_was_reserved_again_or_released_is_not_taken_for_the_first_reservation() {
        stock.stocked("tea", 5);
        stock.reserve("again", line("tea", 2));
        stock.loses("again", "tea", 2);
        stock.reserve("again", line("tea", 2));
        stock.reserve("released", line("tea", 1));
        stock.release("released");

        assertThat(stock.commit("again", line("tea", 2))).isEqualTo(new CommitResult.Committed());
        assertThat(stock.commit("released", line("tea", 1))).isEqualTo(new CommitResult.RolledBack());

        stock.shows("tea", 0, 2, 3);
    }

    @Test
    void an_unknown_request_is_reserved_by_its_completion() {
        stock.stocked("tea", 5);

        assertThat(stock.commit("r", line("tea", 2))).isEqualTo(new CommitResult.Committed());
        assertThat(stock.commit("r", line("tea", 2))).isEqualTo(new CommitResult.Committed());

        stock.shows("tea", 0, 2, 3);
    }

    @Test
    void an_expired_request_is_reacquired() {
        stock.stocked("tea", 5);
        stock.reserve("r", line("tea", 2));
        stock.leasesRunOut();
        stock.sweep();
        stock.shows("tea", 0, 0, 5);

        assertThat(stock.commit("r")).isEqualTo(new CommitResult.Committed());

        stock.shows("tea", 0, 2, 3);
        assertThat(stock.requestOf("r").state()).isInstanceOf(RequestState.Committed.class);
    }

    @Test
    void what_is_gone_meanwhile_is_recorded_as_short_and_the_rest_is_committed() {
        stock.stocked("tea", 5);
        stock.stocked("mug", 3);
        stock.reserve("r", line("tea", 2), line("mug", 3));
        stock.leasesRunOut();
        stock.sweep();
        stock.reserve("faster", line("mug", 1));
        CommitResult.CommittedWithShortages expected =
                new CommitResult.CommittedWithShortages(List.of(shortage("mug", 3, 2)));

        assertThat(stock.commit("r")).isEqualTo(expected);
        assertThat(stock.commit("r")).as("repeated call").isEqualTo(expected);

        stock.shows("tea", 0, 2, 3);
        stock.shows("mug", 1, 0, 2);
    }

    @Test
    void what_a_handler_adds_about_a_shortage_is_written_once_with_it() {
        List<List<Shortage>> reported = new ArrayList<>();
        OutboxEntry backordered = new OutboxEntry("e-1", "backordered", "c", "shop", "r", stock.clock.instant(), "{}");
        ShortageHandler handler = shortages -> {
            reported.add(shortages);
            return List.of(backordered);
        };

        stock.reservations.commit(request("r"), List.of(line("tea", 2)), Map.of("cartId", "c"), handler);
        stock.reservations.commit(request("r"), List.of(line("tea", 2)), Map.of("cartId", "c"), handler);

        Document stored = stock.mongo.findById("shop/r", Document.class, "reservations");
        assertThat(stored.getList("outbox", Document.class))
                .extracting(entry -> entry.getString("type"))
                .containsExactly("backordered");
        assertThat(stored).containsEntry("outboxPending", true).containsEntry("state", "COMMITTED");
        assertThat(reported).containsExactly(List.of(shortage("tea", 2, 0)));
    }

    @Test
    void what_the_owner_records_is_stored_once_with_its_event_and_only_for_a_committed_request() {
        OutboxEntry used = new OutboxEntry("e-1", "used", "c", "shop", "r", stock.clock.instant(), "{}");
        stock.stocked("tea", 5);
        stock.reserve("r", line("tea", 2));

        assertThat(stock.reservations.record(request("r"), Map.of("order", "O-1"), used))
                .isFalse();
        stock.commit("r");
        assertThat(stock.reservations.record(request("r"), Map.of("order", "O-1"), used))
                .isTrue();
        assertThat(stock.reservations.record(request("r"), Map.of("order", "O-2"), used))
                .isFalse();

        Document stored = stock.mongo.findById("shop/r", Document.class, "reservations");
        assertThat(stored.get("recorded", Document.class)).containsEntry("order", "O-1");
        assertThat(stored.getList("outbox", Document.class)).hasSize(1);
        assertThat(stored).containsEntry("outboxPending", true);
        assertThat(stock.requestOf("r").state()).isEqualTo(new RequestState.Committed(List.of(), List.of(), true));
    }

    @Test
    void a_refused_request_whose_completion_arrives_is_reacquired() {
        stock.stocked("tea", 1);
        stock.reserve("r", line("tea", 2));
        stock.stocked("tea", 4);

        assertThat(stock.commit("r")).isEqualTo(new CommitResult.Committed());

        stock.shows("tea", 0, 2, 2);
    }

    @Test
    void a_rolled_back_request_is_never_committed() {
        stock.stocked("tea", 5);
        stock.reserve("r", line("tea", 2));
        stock.release("r");

        assertThat(stock.commit("r", line("tea", 2))).isEqualTo(new CommitResult.RolledBack());

        stock.shows("tea", 0, 0, 5);
    }
}
