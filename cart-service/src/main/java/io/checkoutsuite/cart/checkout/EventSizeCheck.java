package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.CartBudget;
import io.checkoutsuite.messaging.LargestMessage;
import io.checkoutsuite.settings.UnusableSettingsException;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Refuses to start with a cart budget whose largest event the producer would reject: such a cart would be sold, but no service would get the
 * event.
 */
@Component
class EventSizeCheck {

    /** @throws UnusableSettingsException naming both settings */
    EventSizeCheck(CartBudget budget, LargestMessage producer) {
        DataSize largestEvent = budget.largestEvent();
        if (largestEvent.toBytes() > producer.bytes()) {
            throw new UnusableSettingsException(
                    ("suite.cart.budget.max-size is %s, so a checkout's event may take %s, but the producer's max.request.size is"
                                    + " %d bytes: lower the budget, or raise max.request.size and the topics' max.message.bytes")
                            .formatted(budget.maxSize(), largestEvent, producer.bytes()));
        }
    }
}
