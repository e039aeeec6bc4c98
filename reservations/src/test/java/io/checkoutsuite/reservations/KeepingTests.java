package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.Shelf.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class KeepingTests {
    private final Shelf shelf = new Shelf();

    @Test
    void what_is_held_becomes_hard_however_often_it_is_said() {
        shelf.stocked("tea", 5);
        shelf.stocked("mug", 5);
        shelf.take("r", line("tea", 2), line("mug", 1));

        assertThat(shelf.keep("r")).isEqualTo(new Kept.Done());
        assertThat(shelf.keep("r")).isEqualTo(new Kept.Done());

        shelf.shows("tea", 0, 2, 3);
        shelf.shows("mug", 0, 1, 4);
        assertThat(shelf.requestOf("r").state()).isEqualTo(State.HARD);
    }

    @Test
    void an_unknown_request_is_taken_by_its_completion() {
        shelf.stocked("tea", 5);

        assertThat(shelf.keep("r", line("tea", 2))).isEqualTo(new Kept.Done());
        assertThat(shelf.keep("r", line("tea", 2))).isEqualTo(new Kept.Done());

        shelf.shows("tea", 0, 2, 3);
    }

    @Test
    void an_expired_request_is_taken_anew() {
        shelf.stocked("tea", 5);
        shelf.take("r", line("tea", 2));
        shelf.leasesRunOut();
        shelf.sweep();
        shelf.shows("tea", 0, 0, 5);

        assertThat(shelf.keep("r")).isEqualTo(new Kept.Done());

        shelf.shows("tea", 0, 2, 3);
        assertThat(shelf.requestOf("r").reason()).isNull();
    }

    @Test
    void what_is_gone_meanwhile_is_recorded_as_short_and_the_rest_is_kept() {
        shelf.stocked("tea", 5);
        shelf.stocked("mug", 3);
        shelf.take("r", line("tea", 2), line("mug", 3));
        shelf.leasesRunOut();
        shelf.sweep();
        shelf.take("faster", line("mug", 1));
        Kept.DoneShort expected = new Kept.DoneShort(List.of(shortage("mug", 3, 2)));

        assertThat(shelf.keep("r")).isEqualTo(expected);
        assertThat(shelf.keep("r")).as("repeated call").isEqualTo(expected);

        shelf.shows("tea", 0, 2, 3);
        shelf.shows("mug", 1, 0, 2);
    }

    @Test
    void what_is_owed_about_a_shortage_is_written_once_with_it() {
        List<List<Shortage>> heard = new ArrayList<>();
        OnShort owe = (update, shortages) -> {
            heard.add(shortages);
            update.push("outbox", new Document("type", "backordered")).set("owes", true);
        };

        shelf.reservations.keep(request("r"), List.of(line("tea", 2)), Map.of("cartId", "c"), owe);
        shelf.reservations.keep(request("r"), List.of(line("tea", 2)), Map.of("cartId", "c"), owe);

        Document stored = shelf.mongo.findById("shop/r", Document.class, "reservations");
        assertThat(stored.getList("outbox", Document.class)).containsExactly(new Document("type", "backordered"));
        assertThat(stored).containsEntry("owes", true).containsEntry("state", "HARD");
        assertThat(heard).containsExactly(List.of(shortage("tea", 2, 0)));
    }

    @Test
    void a_refused_request_whose_completion_arrives_is_taken_anew() {
        shelf.stocked("tea", 1);
        shelf.take("r", line("tea", 2));
        shelf.stocked("tea", 4);

        assertThat(shelf.keep("r")).isEqualTo(new Kept.Done());

        shelf.shows("tea", 0, 2, 2);
    }

    @Test
    void a_rolled_back_request_is_never_kept() {
        shelf.stocked("tea", 5);
        shelf.take("r", line("tea", 2));
        shelf.giveBack("r");

        assertThat(shelf.keep("r", line("tea", 2))).isEqualTo(new Kept.RolledBack());

        shelf.shows("tea", 0, 0, 5);
    }
}
