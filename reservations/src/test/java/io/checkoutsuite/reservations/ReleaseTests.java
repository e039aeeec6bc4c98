package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.StockFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.reservations.request.CommitResult;
import io.checkoutsuite.reservations.request.ReleaseReason;
import io.checkoutsuite.reservations.request.ReleaseResult;
import io.checkoutsuite.reservations.request.RequestState;
import org.junit.jupiter.api.Test;

class ReleaseTests {
    private final StockFixture stock = new StockFixture();

    @Test
    void everything_held_is_available_again_at_once_and_only_once() {
        stock.stocked("tea", 5);
        stock.stocked("mug", 5);
        stock.reserve("r", line("tea", 2), line("mug", 1));

        assertThat(stock.release("r")).isEqualTo(ReleaseResult.RELEASED);
        assertThat(stock.release("r")).isEqualTo(ReleaseResult.RELEASED);

        stock.shows("tea", 0, 0, 5);
        stock.shows("mug", 0, 0, 5);
    }

    @Test
    void an_unknown_request_is_remembered_as_released() {
        assertThat(stock.release("r")).isEqualTo(ReleaseResult.RELEASED);
        assertThat(stock.release("r")).isEqualTo(ReleaseResult.RELEASED);

        assertThat(stock.requestOf("r").state()).isEqualTo(new RequestState.Released(ReleaseReason.ROLLED_BACK));
    }

    @Test
    void what_was_committed_stays_committed() {
        stock.stocked("tea", 5);
        stock.reserve("r", line("tea", 2));
        stock.commit("r");

        assertThat(stock.release("r")).isEqualTo(ReleaseResult.COMMITTED);

        stock.shows("tea", 0, 2, 3);
    }

    @Test
    void a_rollback_after_expiry_still_bars_the_completion() {
        stock.stocked("tea", 5);
        stock.reserve("r", line("tea", 2));
        stock.leasesRunOut();
        stock.sweep();

        assertThat(stock.release("r")).isEqualTo(ReleaseResult.RELEASED);

        assertThat(stock.commit("r")).isEqualTo(new CommitResult.RolledBack());
        stock.shows("tea", 0, 0, 5);
    }
}
