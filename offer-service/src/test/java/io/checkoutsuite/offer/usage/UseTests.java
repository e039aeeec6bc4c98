package io.checkoutsuite.offer.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.offer.offer.ValidityPeriod;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UseTests {

    @Test
    void uses_are_remembered_as_one_text_whatever_their_order() {
        Use automatic = new Use("spring-2", null);
        Use withCode = new Use("ten.off", "SAVE-10");

        assertThat(Use.parse(Use.text(List.of(withCode, automatic)))).containsExactly(automatic, withCode);
        assertThat(Use.text(List.of(withCode, automatic))).isEqualTo(Use.text(List.of(automatic, withCode)));
        assertThat(Use.parse(Use.text(List.of()))).isEmpty();
    }

    @Test
    void a_customer_is_known_by_id_and_e_mail_address_whatever_its_case() {
        assertThat(CustomerKey.of(null, " Ann@Example.org ")).isEqualTo("ann@example.org");
        assertThat(CustomerKey.of("Cust-7", "ann@example.org")).isEqualTo("Cust-7\nann@example.org");
        assertThat(CustomerKey.of(null, " ")).isNull();
    }

    @Test
    void a_validity_period_includes_its_first_instant_and_not_its_last() {
        Instant start = Instant.parse("2026-11-23T00:00:00Z");
        Instant end = Instant.parse("2026-11-24T00:00:00Z");
        ValidityPeriod day = new ValidityPeriod(start, end);

        assertThat(day.phaseAt(start.minusNanos(1))).isEqualTo(ValidityPeriod.Phase.NOT_YET);
        assertThat(day.phaseAt(start)).isEqualTo(ValidityPeriod.Phase.OPEN);
        assertThat(day.phaseAt(end)).isEqualTo(ValidityPeriod.Phase.OVER);
        assertThat(ValidityPeriod.ALWAYS.phaseAt(end)).isEqualTo(ValidityPeriod.Phase.OPEN);
    }
}
