package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.StockFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.reservations.counter.AvailabilityPolicy;
import io.checkoutsuite.reservations.counter.CounterDefinition;
import io.checkoutsuite.reservations.request.ChangePreview;
import io.checkoutsuite.reservations.request.Line;
import io.checkoutsuite.reservations.request.RequestKey;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/** A preview says what would happen and changes nothing. */
class PreviewTests {
    private static final Line[] CART = {line("tea", 2), line("mug", 1)};

    private final StockFixture stock = new StockFixture();
    private List<Document> before;

    private ChangePreview ofCommit() {
        before = everything();
        return stock.reservations.previewCommit(request("r"), List.of(CART));
    }

    private ChangePreview ofRelease() {
        before = everything();
        return stock.reservations.previewRelease(request("r"));
    }

    private List<Document> everything() {
        List<Document> all = stock.mongo.findAll(Document.class, "stock");
        all.addAll(stock.mongo.findAll(Document.class, "reservations"));
        return all;
    }

    @AfterEach
    void nothing_was_written() {
        assertThat(everything()).isEqualTo(before);
    }

    private void stocked() {
        stock.stocked("tea", 5);
        stock.stocked("mug", 5);
    }

    @Test
    void an_unknown_request_would_be_reacquired_and_need_not_be_released() {
        stocked();
        stock.stocked("mug", 0);

        assertThat(ofCommit()).isEqualTo(new ChangePreview.Reacquires(2, List.of(shortage("mug", 1, 0))));
        assertThat(ofRelease()).isEqualTo(new ChangePreview.Nothing());
    }

    @Test
    void what_is_reserved_would_be_committed_or_released() {
        stocked();
        stock.reserve("r", CART);

        assertThat(ofCommit()).isEqualTo(new ChangePreview.Commits(2));
        assertThat(ofRelease()).isEqualTo(new ChangePreview.Releases(2));
    }

    @Test
    void what_expired_would_be_reacquired() {
        stocked();
        stock.reserve("r", CART);
        stock.leasesRunOut();
        stock.sweep();

        assertThat(ofCommit()).isEqualTo(new ChangePreview.Reacquires(2, List.of()));
        assertThat(ofRelease()).isEqualTo(new ChangePreview.Nothing());
    }

    @Test
    void only_what_a_reserved_request_lost_would_be_reacquired() {
        stocked();
        stock.reserve("r", CART);
        stock.mongo.remove(Query.query(Criteria.where("_id").is(sku("mug"))), "stock");
        stock.stocked("mug", 5);

        assertThat(ofCommit()).isEqualTo(new ChangePreview.Reacquires(1, List.of()));
    }

    @Test
    void what_is_committed_stays_and_bars_the_rollback() {
        stocked();
        stock.reserve("r", CART);
        stock.commit("r");

        assertThat(ofCommit()).isEqualTo(new ChangePreview.Nothing());
        assertThat(ofRelease()).isEqualTo(new ChangePreview.Conflicts());
    }

    @Test
    void what_is_released_stays_and_bars_the_completion() {
        stocked();
        stock.reserve("r", CART);
        stock.release("r");

        assertThat(ofRelease()).isEqualTo(new ChangePreview.Nothing());
        assertThat(ofCommit()).isEqualTo(new ChangePreview.Conflicts());
    }

    @Test
    void what_a_dead_completion_left_to_be_counted_would_be_settled() {
        BeforeStep beforeStep = new BeforeStep("Holds.settle");
        StockFixture dying = new StockFixture(beforeStep);
        dying.stocked("tea", 5);
        dying.reserve("r", line("tea", 2));
        beforeStep.doOnce(() -> {
            throw new InterleavingScheduler.SimulatedCrash();
        });
        assertThatThrownBy(() -> dying.commit("r")).isInstanceOf(InterleavingScheduler.SimulatedCrash.class);
        before = everything();

        assertThat(dying.reservations.previewCommit(request("r"), List.of())).isEqualTo(new ChangePreview.Settles(1));
        dying.commit("r");
        assertThat(dying.reservations.previewCommit(request("r"), List.of())).isEqualTo(new ChangePreview.Nothing());
        dying.shows("tea", 0, 2, 3);
    }

    @Test
    void what_a_dead_rollback_left_would_be_released() {
        BeforeStep beforeStep = new BeforeStep("Holds.release");
        StockFixture dying = new StockFixture(beforeStep);
        dying.stocked("tea", 5);
        dying.reserve("r", line("tea", 2));
        beforeStep.doOnce(() -> {
            throw new InterleavingScheduler.SimulatedCrash();
        });
        assertThatThrownBy(() -> dying.release("r")).isInstanceOf(InterleavingScheduler.SimulatedCrash.class);
        before = everything();

        assertThat(dying.reservations.previewRelease(request("r"))).isEqualTo(new ChangePreview.Releases(1));
        dying.release("r");
        assertThat(dying.reservations.previewRelease(request("r"))).isEqualTo(new ChangePreview.Nothing());
        dying.shows("tea", 0, 0, 5);
    }

    @Test
    void what_is_reserved_or_committed_is_listed_by_request() {
        before = everything();
        StockFixture other = new StockFixture();
        other.stocked("tea", 9);
        other.reserve("a", line("tea", 1));
        other.reserve("b", line("tea", 1));
        other.reserve("c", line("tea", 1));
        other.reserve("d", line("tea", 1));
        other.commit("b");
        other.release("c");
        other.counters.define(
                List.of(new CounterDefinition("shopping/tea", 9, 0, AvailabilityPolicy.TRACKED, Map.of())));
        other.reservations.reserve(
                new RequestKey("shopping", "e"), List.of(new Line("shopping/tea", 1)), LEASE, Map.of());

        assertThat(other.reservations.holding("shop", null, "", 2, Function.identity()))
                .extracting(
                        r -> r.key().requestId() + " " + r.state().getClass().getSimpleName())
                .containsExactly("a Reserved", "b Committed");
        assertThat(other.reservations.holding("shop", null, "b", 2, Function.identity()))
                .extracting(r -> r.key().requestId())
                .containsExactly("d");
    }
}
