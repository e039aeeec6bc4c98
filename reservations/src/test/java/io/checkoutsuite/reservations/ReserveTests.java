package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.StockFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.reservations.counter.AvailabilityPolicy;
import io.checkoutsuite.reservations.counter.CounterDefinition;
import io.checkoutsuite.reservations.counter.Holds;
import io.checkoutsuite.reservations.request.CommitResult;
import io.checkoutsuite.reservations.request.Line;
import io.checkoutsuite.reservations.request.ReleaseReason;
import io.checkoutsuite.reservations.request.RequestIdReusedException;
import io.checkoutsuite.reservations.request.ReserveResult;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

class ReserveTests {
    private final StockFixture stock = new StockFixture();

    @Test
    void all_lines_are_held_under_the_request() {
        stock.stocked("tea", 5);
        stock.stocked("mug", 1);

        assertThat(stock.reserve("r", line("tea", 2), line("mug", 1))).isEqualTo(new ReserveResult.Reserved());

        stock.shows("tea", 2, 0, 3);
        stock.shows("mug", 1, 0, 0);
        assertThat(stock.requestOf("r").attributes()).isEqualTo(Map.of("cartId", "c-r"));
        assertThat(stock.leaseOf("r")).isEqualTo(stock.clock.instant().plus(LEASE));
    }

    @Test
    void lines_of_one_counter_are_summed() {
        stock.stocked("tea", 7);

        assertThat(stock.reserve("r", line("tea", 6), line("tea", 1))).isEqualTo(new ReserveResult.Reserved());

        stock.shows("tea", 7, 0, 0);
    }

    @Test
    void the_same_request_again_holds_once_and_renews_its_lease() {
        stock.stocked("tea", 5);
        stock.reserve("r", line("tea", 2));
        stock.clock.advance(LEASE.dividedBy(2));

        assertThat(stock.reserve("r", line("tea", 2))).isEqualTo(new ReserveResult.Reserved());

        stock.shows("tea", 2, 0, 3);
        assertThat(stock.leaseOf("r")).isEqualTo(stock.clock.instant().plus(LEASE));
    }

    @Test
    void the_same_request_for_something_else_is_a_mistake() {
        stock.stocked("tea", 5);
        stock.reserve("r", line("tea", 2));

        assertThatThrownBy(() -> stock.reserve("r", line("tea", 3))).isInstanceOf(RequestIdReusedException.class);

        stock.shows("tea", 2, 0, 3);
    }

    @Test
    void a_counter_with_as_many_holds_as_it_may_have_refuses_one_more_and_stays_as_it_was() {
        stock.stocked("tea", 1_000_000);
        Date until = Date.from(stock.clock.instant().plus(LEASE));
        List<Document> open = IntStream.range(0, Holds.MOST_OPEN - 1)
                .mapToObj(n -> new Document("requestId", "t/many-" + n)
                        .append("generation", 1)
                        .append("quantity", 1L)
                        .append("leaseUntil", until))
                .toList();
        stock.mongo.updateFirst(
                Query.query(Criteria.where("_id").is(sku("tea"))), new Update().set("holds", open), "stock");

        assertThat(stock.reserve("last", line("tea", 1))).isEqualTo(new ReserveResult.Reserved());
        assertThat(stock.reserve("r", line("tea", 1))).isInstanceOf(ReserveResult.Refused.class);

        assertThat(stock.mongo.findById(sku("tea"), Document.class, "stock").getList("holds", Document.class))
                .hasSize(Holds.MOST_OPEN);
    }

    @Test
    void one_short_line_refuses_all_and_names_only_the_short_ones() {
        stock.stocked("tea", 5);
        stock.stocked("mug", 1);

        assertThat(stock.reserve("r", line("tea", 2), line("mug", 3)))
                .isEqualTo(new ReserveResult.Refused(List.of(shortage("mug", 3, 1))));

        stock.shows("tea", 0, 0, 5);
        stock.shows("mug", 0, 0, 1);
    }

    @Test
    void a_refused_request_stays_refused() {
        stock.stocked("tea", 1);
        stock.reserve("r", line("tea", 2));
        stock.stocked("tea", 10);

        assertThat(stock.reserve("r", line("tea", 2))).isEqualTo(new ReserveResult.Closed(ReleaseReason.REFUSED));

        stock.shows("tea", 0, 0, 10);
    }

    @Test
    void a_request_released_before_it_arrived_stays_released() {
        stock.stocked("tea", 5);
        stock.release("r");

        assertThat(stock.reserve("r", line("tea", 2))).isEqualTo(new ReserveResult.Closed(ReleaseReason.ROLLED_BACK));

        stock.shows("tea", 0, 0, 5);
    }

    @Test
    void a_committed_request_answers_reserved_and_reserves_no_more() {
        stock.stocked("tea", 5);
        stock.reserve("r", line("tea", 2));
        stock.commit("r");

        assertThat(stock.reserve("r", line("tea", 2))).isEqualTo(new ReserveResult.Reserved());

        stock.shows("tea", 0, 2, 3);
    }

    @Test
    void always_available_is_reserved_without_counting() {
        stock.stocked("gift-wrap", 0, AvailabilityPolicy.ALWAYS);
        stock.stocked("tea", 5);

        assertThat(stock.reserve("r", line("gift-wrap", 9), line("tea", 1))).isEqualTo(new ReserveResult.Reserved());
        assertThat(stock.commit("r")).isEqualTo(new CommitResult.Committed());

        stock.shows("gift-wrap", 0, 0, 0);
        stock.shows("tea", 0, 1, 4);
    }

    @Test
    void never_available_and_unknown_counters_are_short_of_everything() {
        stock.stocked("withdrawn", 10, AvailabilityPolicy.NEVER);

        assertThat(stock.reserve("r", line("withdrawn", 1), line("unheard-of", 2)))
                .isEqualTo(
                        new ReserveResult.Refused(List.of(shortage("unheard-of", 2, 0), shortage("withdrawn", 1, 0))));

        stock.shows("withdrawn", 0, 0, 10);
    }

    @Test
    void safety_stock_is_never_promised() {
        stock.counters.define(List.of(
                new CounterDefinition(sku("tea"), 5, 3, AvailabilityPolicy.TRACKED, Map.of("location", "leeds"))));

        assertThat(stock.reserve("r", line("tea", 3)))
                .isEqualTo(new ReserveResult.Refused(List.of(shortage("tea", 3, 2))));
        assertThat(stock.reserve("s", line("tea", 2))).isEqualTo(new ReserveResult.Reserved());

        stock.shows("tea", 2, 0, 0);
    }

    @Test
    void another_tenants_counter_is_not_for_us() {
        assertThatThrownBy(() -> stock.reserve("r", new Line("other/tea", 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void less_than_one_piece_is_no_line() {
        assertThatThrownBy(() -> line("tea", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> line("tea", -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
