package io.checkoutsuite.cart.checkout;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.cart.cart.CartBudget;
import io.checkoutsuite.messaging.LargestMessage;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class EventSizeCheckTests {

    private static final int KAFKAS_DEFAULT = 1024 * 1024;

    @Test
    void a_budget_whose_events_the_producer_would_refuse_is_refused_at_start() {
        assertThatThrownBy(() -> new EventSizeCheck(
                        new CartBudget(DataSize.ofMegabytes(15)), new LargestMessage(KAFKAS_DEFAULT)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("suite.cart.budget.max-size", "max.request.size is 1048576 bytes");
    }

    @Test
    void one_whose_events_it_sends_is_accepted() {
        assertThatCode(() -> {
                    new EventSizeCheck(
                            new CartBudget(DataSize.ofMegabytes(15)), new LargestMessage(8 * KAFKAS_DEFAULT));
                    new EventSizeCheck(new CartBudget(DataSize.ofMegabytes(3)), new LargestMessage(KAFKAS_DEFAULT));
                })
                .doesNotThrowAnyException();
    }
}
