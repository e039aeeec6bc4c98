package io.checkoutsuite.cart.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.web.overload.CallerKey;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.ProblemType;
import io.checkoutsuite.web.problem.Problems;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class StreamPermitsTests {

    private static final CallerKey ANN = new CallerKey("subject default/ann", false);
    private static final CallerKey BOB = new CallerKey("subject default/bob", false);
    private static final CallerKey ADDRESS = new CallerKey("address 10.0.0.1", true);

    private final StreamPermits permits = new StreamPermits(new StreamSettings(5, 2, 3), new SimpleMeterRegistry());

    @Test
    void one_caller_has_so_many_streams_and_no_more_until_one_ends() {
        StreamPermits.Permit first = permits.acquire(ANN);
        permits.acquire(ANN);

        isRefused(ANN, Problems.TOO_MANY_REQUESTS);
        assertThatCode(() -> permits.acquire(BOB)).doesNotThrowAnyException();
        first.close();
        assertThatCode(() -> permits.acquire(ANN)).doesNotThrowAnyException();
        isRefused(ANN, Problems.TOO_MANY_REQUESTS);
    }

    @Test
    void all_callers_together_have_so_many() {
        permits.acquire(ANN);
        permits.acquire(ANN);
        permits.acquire(BOB);
        StreamPermits.Permit last = permits.acquire(BOB);
        permits.acquire(ADDRESS);

        isRefused(ADDRESS, Problems.OVERLOADED);
        last.close();
        assertThatCode(() -> permits.acquire(ADDRESS)).doesNotThrowAnyException();
    }

    private void isRefused(CallerKey caller, ProblemType type) {
        assertThatThrownBy(() -> permits.acquire(caller)).isInstanceOfSatisfying(ProblemException.class, refused -> {
            assertThat(refused.getBody().getType()).isEqualTo(type.uri());
            assertThat(refused.getHeaders().getFirst("Retry-After")).isEqualTo("5");
        });
    }
}
