package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.Shelf.*;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GivingBackTests {
    private final Shelf shelf = new Shelf();

    @Test
    void everything_held_is_available_again_at_once_and_only_once() {
        shelf.stocked("tea", 5);
        shelf.stocked("mug", 5);
        shelf.take("r", line("tea", 2), line("mug", 1));

        assertThat(shelf.giveBack("r")).isEqualTo(GivenBack.RELEASED);
        assertThat(shelf.giveBack("r")).isEqualTo(GivenBack.RELEASED);

        shelf.shows("tea", 0, 0, 5);
        shelf.shows("mug", 0, 0, 5);
    }

    @Test
    void an_unknown_request_is_remembered_as_given_back() {
        assertThat(shelf.giveBack("r")).isEqualTo(GivenBack.RELEASED);
        assertThat(shelf.giveBack("r")).isEqualTo(GivenBack.RELEASED);

        assertThat(shelf.requestOf("r").state()).isEqualTo(State.RELEASED);
        assertThat(shelf.requestOf("r").reason()).isEqualTo(ReleaseReason.ROLLED_BACK);
    }

    @Test
    void what_was_kept_stays_kept() {
        shelf.stocked("tea", 5);
        shelf.take("r", line("tea", 2));
        shelf.keep("r");

        assertThat(shelf.giveBack("r")).isEqualTo(GivenBack.KEPT);

        shelf.shows("tea", 0, 2, 3);
    }

    @Test
    void a_rollback_after_expiry_still_bars_the_completion() {
        shelf.stocked("tea", 5);
        shelf.take("r", line("tea", 2));
        shelf.leasesRunOut();
        shelf.sweep();

        assertThat(shelf.giveBack("r")).isEqualTo(GivenBack.RELEASED);

        assertThat(shelf.keep("r")).isEqualTo(new Kept.RolledBack());
        shelf.shows("tea", 0, 0, 5);
    }
}
