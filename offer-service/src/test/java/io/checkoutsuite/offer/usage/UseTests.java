package io.checkoutsuite.offer.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.offer.offer.Window;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UseTests {

    @Test
    void uses_are_remembered_as_one_text_whatever_their_order() {
        Use automatic = new Use("spring-2", null);
        Use opened = new Use("ten.off", "SAVE-10");

        assertThat(Use.parse(Use.text(List.of(opened, automatic)))).containsExactly(automatic, opened);
        assertThat(Use.text(List.of(opened, automatic))).isEqualTo(Use.text(List.of(automatic, opened)));
        assertThat(Use.parse(Use.text(List.of()))).isEmpty();
    }

    @Test
    void a_customer_is_known_by_id_and_e_mail_address_whatever_its_case() {
        assertThat(CustomerKey.of(null, " Ann@Example.org ")).isEqualTo("ann@example.org");
        assertThat(CustomerKey.of("Cust-7", "ann@example.org")).isEqualTo("Cust-7\nann@example.org");
        assertThat(CustomerKey.of(null, " ")).isNull();
    }

    @Test
    void a_window_holds_its_first_instant_and_not_its_last() {
        Instant start = Instant.parse("2026-11-23T00:00:00Z");
        Instant end = Instant.parse("2026-11-24T00:00:00Z");
        Window day = new Window(start, end);

        assertThat(day.at(start.minusNanos(1))).isEqualTo(Window.Phase.NOT_YET);
        assertThat(day.at(start)).isEqualTo(Window.Phase.OPEN);
        assertThat(day.at(end)).isEqualTo(Window.Phase.OVER);
        assertThat(Window.ALWAYS.at(end)).isEqualTo(Window.Phase.OPEN);
    }
}
