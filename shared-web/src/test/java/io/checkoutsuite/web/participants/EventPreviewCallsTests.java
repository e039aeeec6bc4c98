package io.checkoutsuite.web.participants;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.web.participants.ParticipantClient.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class EventPreviewCallsTests {

    private static Event event(int length) {
        return new Event("checkoutRollback", JsonNodeFactory.instance.stringNode("x".repeat(length)));
    }

    private static List<Integer> calls(List<Event> events) {
        List<Integer> sizes = new ArrayList<>();
        for (int from = 0; from < events.size(); from += sizes.getLast()) {
            sizes.add(EventPreviewCalls.endOfCall(events, from) - from);
        }
        return sizes;
    }

    @Test
    void small_events_are_previewed_a_hundred_at_a_time() {
        assertThat(calls(Collections.nCopies(230, event(1_000)))).containsExactly(100, 100, 30);
    }

    @Test
    void a_call_is_no_longer_than_a_mebibyte_unless_a_single_event_is() {
        Event large = event(500_000);
        Event huge = event(3_000_000);

        assertThat(calls(List.of(large, large, large, huge, huge, large, large)))
                .containsExactly(2, 1, 1, 1, 2);
    }
}
