package io.checkoutsuite.cart.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckoutSettingsTests {

    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "PT5M", "PT24H"})
    void stock_is_reserved_for_a_second_to_a_day(String lease) {
        assertThat(reservingFor(Duration.parse(lease)).reservationLease()).isEqualTo(Duration.parse(lease));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.5S", "PT1.5S", "PT24H1S", "PT48H"})
    void a_lease_that_no_service_accepts_is_refused_at_start(String lease) {
        assertThatThrownBy(() -> reservingFor(Duration.parse(lease)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("suite.checkout.reservation-lease")
                .hasMessageContaining("1 s to 24 h");
    }

    private static CheckoutSettings reservingFor(Duration lease) {
        return new CheckoutSettings(
                List.of(),
                List.of(),
                List.of(),
                Duration.ofSeconds(20),
                Duration.ofSeconds(9),
                Duration.ofMinutes(2),
                lease,
                50,
                Duration.ZERO);
    }
}
