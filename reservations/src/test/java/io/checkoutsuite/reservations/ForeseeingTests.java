package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.Shelf.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/** A preview says what would happen and changes nothing. */
class ForeseeingTests {
    private static final Line[] CART = {line("tea", 2), line("mug", 1)};

    private final Shelf shelf = new Shelf();
    private List<Document> before;

    private Outlook ofKeep() {
        before = everything();
        return shelf.reservations.foreseeKeep(request("r"), List.of(CART));
    }

    private Outlook ofGiveBack() {
        before = everything();
        return shelf.reservations.foreseeGiveBack(request("r"));
    }

    private List<Document> everything() {
        List<Document> all = shelf.mongo.findAll(Document.class, "stock");
        all.addAll(shelf.mongo.findAll(Document.class, "reservations"));
        return all;
    }

    @AfterEach
    void nothing_was_written() {
        assertThat(everything()).isEqualTo(before);
    }

    private void stocked() {
        shelf.stocked("tea", 5);
        shelf.stocked("mug", 5);
    }

    @Test
    void an_unknown_request_would_be_taken_anew_and_need_not_be_given_back() {
        stocked();
        shelf.stocked("mug", 0);

        assertThat(ofKeep()).isEqualTo(new Outlook.TakesAnew(2, List.of(shortage("mug", 1, 0))));
        assertThat(ofGiveBack()).isEqualTo(new Outlook.Nothing());
    }

    @Test
    void what_is_held_would_be_kept_or_given_back() {
        stocked();
        shelf.take("r", CART);

        assertThat(ofKeep()).isEqualTo(new Outlook.Keeps(2));
        assertThat(ofGiveBack()).isEqualTo(new Outlook.Releases(2));
    }

    @Test
    void what_ran_out_would_be_taken_anew() {
        stocked();
        shelf.take("r", CART);
        shelf.leasesRunOut();
        shelf.sweep();

        assertThat(ofKeep()).isEqualTo(new Outlook.TakesAnew(2, List.of()));
        assertThat(ofGiveBack()).isEqualTo(new Outlook.Nothing());
    }

    @Test
    void only_what_a_held_request_lost_would_be_taken_anew() {
        stocked();
        shelf.take("r", CART);
        shelf.mongo.remove(Query.query(Criteria.where("_id").is(sku("mug"))), "stock");
        shelf.stocked("mug", 5);

        assertThat(ofKeep()).isEqualTo(new Outlook.TakesAnew(1, List.of()));
    }

    @Test
    void what_is_kept_stays_and_bars_the_rollback() {
        stocked();
        shelf.take("r", CART);
        shelf.keep("r");

        assertThat(ofKeep()).isEqualTo(new Outlook.Nothing());
        assertThat(ofGiveBack()).isEqualTo(new Outlook.Barred());
    }

    @Test
    void what_is_given_back_stays_and_bars_the_completion() {
        stocked();
        shelf.take("r", CART);
        shelf.giveBack("r");

        assertThat(ofGiveBack()).isEqualTo(new Outlook.Nothing());
        assertThat(ofKeep()).isEqualTo(new Outlook.Barred());
    }

    @Test
    void what_a_dead_completion_left_to_be_counted_would_be_settled() {
        Meanwhile meanwhile = new Meanwhile("fold");
        Shelf dying = new Shelf(meanwhile);
        dying.stocked("tea", 5);
        dying.take("r", line("tea", 2));
        meanwhile.does(() -> {
            throw new Stage.Died();
        });
        assertThatThrownBy(() -> dying.keep("r")).isInstanceOf(Stage.Died.class);
        before = everything();

        assertThat(dying.reservations.foreseeKeep(request("r"), List.of())).isEqualTo(new Outlook.Settles(1));
        dying.keep("r");
        assertThat(dying.reservations.foreseeKeep(request("r"), List.of())).isEqualTo(new Outlook.Nothing());
        dying.shows("tea", 0, 2, 3);
    }

    @Test
    void what_a_dead_rollback_left_would_be_given_back() {
        Meanwhile meanwhile = new Meanwhile("give back");
        Shelf dying = new Shelf(meanwhile);
        dying.stocked("tea", 5);
        dying.take("r", line("tea", 2));
        meanwhile.does(() -> {
            throw new Stage.Died();
        });
        assertThatThrownBy(() -> dying.giveBack("r")).isInstanceOf(Stage.Died.class);
        before = everything();

        assertThat(dying.reservations.foreseeGiveBack(request("r"))).isEqualTo(new Outlook.Releases(1));
        dying.giveBack("r");
        assertThat(dying.reservations.foreseeGiveBack(request("r"))).isEqualTo(new Outlook.Nothing());
        dying.shows("tea", 0, 0, 5);
    }

    @Test
    void what_is_held_or_kept_is_listed_by_request() {
        before = everything();
        Shelf other = new Shelf();
        other.stocked("tea", 9);
        other.take("a", line("tea", 1));
        other.take("b", line("tea", 1));
        other.take("c", line("tea", 1));
        other.take("d", line("tea", 1));
        other.keep("b");
        other.giveBack("c");
        other.reservations.define(List.of(new CounterDefinition("shopping/tea", 9, 0, Policy.TRACKED, Map.of())));
        other.reservations.take(new RequestKey("shopping", "e"), List.of(new Line("shopping/tea", 1)), LEASE, Map.of());

        assertThat(other.reservations.holding("shop", "", 2, Function.identity()))
                .extracting(r -> r.key().requestId() + " " + r.state())
                .containsExactly("a SOFT", "b HARD");
        assertThat(other.reservations.holding("shop", "b", 2, Function.identity()))
                .extracting(r -> r.key().requestId())
                .containsExactly("d");
    }
}
