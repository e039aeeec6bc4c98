package io.checkoutsuite.order.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.order.order.Retention.NotRetained;
import io.checkoutsuite.order.order.Retention.Retained;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetentionTests {

    private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");
    private static final Instant LATER = Instant.parse("2026-05-06T12:00:00Z");
    private static final Instant LATEST = Instant.parse("2026-05-08T12:00:00Z");

    @Test
    void a_record_is_retained_since_the_first_purge_that_had_to() {
        assertThat(new NotRetained().retain("authorized", NOW, LATER))
                .isEqualTo(new Retained("authorized", NOW, LATER));
    }

    @Test
    void a_record_that_is_retained_again_keeps_the_time_of_the_first_and_has_the_reason_of_the_last() {
        Retained first = new Retained("authorized", NOW, LATER);

        assertThat(first.retain("bound", LATER, LATEST)).isEqualTo(new Retained("bound", NOW, LATEST));
    }
}
