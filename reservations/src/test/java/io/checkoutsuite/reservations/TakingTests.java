package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.Shelf.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

class TakingTests {
    private final Shelf shelf = new Shelf();

    @Test
    void all_lines_are_held_under_the_request() {
        shelf.stocked("tea", 5);
        shelf.stocked("mug", 1);

        assertThat(shelf.take("r", line("tea", 2), line("mug", 1))).isEqualTo(new Taken.Granted());

        shelf.shows("tea", 2, 0, 3);
        shelf.shows("mug", 1, 0, 0);
        assertThat(shelf.requestOf("r").attributes()).isEqualTo(Map.of("cartId", "c-r"));
        assertThat(shelf.requestOf("r").until()).isEqualTo(shelf.clock.instant().plus(LEASE));
    }

    @Test
    void lines_of_one_counter_are_summed() {
        shelf.stocked("tea", 7);

        assertThat(shelf.take("r", line("tea", 6), line("tea", 1))).isEqualTo(new Taken.Granted());

        shelf.shows("tea", 7, 0, 0);
    }

    @Test
    void the_same_request_again_holds_once_and_renews_its_lease() {
        shelf.stocked("tea", 5);
        shelf.take("r", line("tea", 2));
        shelf.clock.advance(LEASE.dividedBy(2));

        assertThat(shelf.take("r", line("tea", 2))).isEqualTo(new Taken.Granted());

        shelf.shows("tea", 2, 0, 3);
        assertThat(shelf.requestOf("r").until()).isEqualTo(shelf.clock.instant().plus(LEASE));
    }

    @Test
    void the_same_request_for_something_else_is_a_mistake() {
        shelf.stocked("tea", 5);
        shelf.take("r", line("tea", 2));

        assertThatThrownBy(() -> shelf.take("r", line("tea", 3))).isInstanceOf(OtherLinesUnderOneRequest.class);

        shelf.shows("tea", 2, 0, 3);
    }

    @Test
    void a_counter_with_as_many_holds_as_it_may_have_refuses_one_more_and_stays_as_it_was() {
        shelf.stocked("tea", 1_000_000);
        Date until = Date.from(shelf.clock.instant().plus(LEASE));
        List<Document> open = IntStream.range(0, Counters.MOST_OPEN - 1)
                .mapToObj(n -> new Document("r", "t/many-" + n)
                        .append("t", 1)
                        .append("q", 1L)
                        .append("until", until))
                .toList();
        shelf.mongo.updateFirst(
                Query.query(Criteria.where("_id").is(sku("tea"))), new Update().set("open", open), "stock");

        assertThat(shelf.take("last", line("tea", 1))).isEqualTo(new Taken.Granted());
        assertThat(shelf.take("r", line("tea", 1))).isInstanceOf(Taken.Short.class);

        assertThat(shelf.mongo.findById(sku("tea"), Document.class, "stock").getList("open", Document.class))
                .hasSize(Counters.MOST_OPEN);
    }

    @Test
    void one_short_line_refuses_all_and_names_only_the_short_ones() {
        shelf.stocked("tea", 5);
        shelf.stocked("mug", 1);

        assertThat(shelf.take("r", line("tea", 2), line("mug", 3)))
                .isEqualTo(new Taken.Short(List.of(shortage("mug", 3, 1))));

        shelf.shows("tea", 0, 0, 5);
        shelf.shows("mug", 0, 0, 1);
    }

    @Test
    void a_refused_request_stays_refused() {
        shelf.stocked("tea", 1);
        shelf.take("r", line("tea", 2));
        shelf.stocked("tea", 10);

        assertThat(shelf.take("r", line("tea", 2))).isEqualTo(new Taken.Closed(ReleaseReason.REFUSED));

        shelf.shows("tea", 0, 0, 10);
    }

    @Test
    void a_request_given_back_before_it_arrived_stays_given_back() {
        shelf.stocked("tea", 5);
        shelf.giveBack("r");

        assertThat(shelf.take("r", line("tea", 2))).isEqualTo(new Taken.Closed(ReleaseReason.ROLLED_BACK));

        shelf.shows("tea", 0, 0, 5);
    }

    @Test
    void a_kept_request_answers_granted_and_takes_no_more() {
        shelf.stocked("tea", 5);
        shelf.take("r", line("tea", 2));
        shelf.keep("r");

        assertThat(shelf.take("r", line("tea", 2))).isEqualTo(new Taken.Granted());

        shelf.shows("tea", 0, 2, 3);
    }

    @Test
    void always_available_is_granted_without_counting() {
        shelf.stocked("gift-wrap", 0, Policy.ALWAYS);
        shelf.stocked("tea", 5);

        assertThat(shelf.take("r", line("gift-wrap", 9), line("tea", 1))).isEqualTo(new Taken.Granted());
        assertThat(shelf.keep("r")).isEqualTo(new Kept.Done());

        shelf.shows("gift-wrap", 0, 0, 0);
        shelf.shows("tea", 0, 1, 4);
    }

    @Test
    void never_available_and_unknown_counters_are_short_of_everything() {
        shelf.stocked("withdrawn", 10, Policy.NEVER);

        assertThat(shelf.take("r", line("withdrawn", 1), line("unheard-of", 2)))
                .isEqualTo(new Taken.Short(List.of(shortage("unheard-of", 2, 0), shortage("withdrawn", 1, 0))));

        shelf.shows("withdrawn", 0, 0, 10);
    }

    @Test
    void safety_stock_is_never_promised() {
        shelf.reservations.define(
                List.of(new CounterDefinition(sku("tea"), 5, 3, Policy.TRACKED, Map.of("location", "leeds"))));

        assertThat(shelf.take("r", line("tea", 3))).isEqualTo(new Taken.Short(List.of(shortage("tea", 3, 2))));
        assertThat(shelf.take("s", line("tea", 2))).isEqualTo(new Taken.Granted());

        shelf.shows("tea", 2, 0, 0);
    }

    @Test
    void another_tenants_counter_is_not_for_us() {
        assertThatThrownBy(() -> shelf.take("r", new Line("other/tea", 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void less_than_one_piece_is_no_line() {
        assertThatThrownBy(() -> line("tea", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> line("tea", -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
