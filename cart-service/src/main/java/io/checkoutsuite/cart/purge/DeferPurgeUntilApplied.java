package io.checkoutsuite.cart.purge;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.checkout.OutcomeEvents;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.preview.EventPreview;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Defers the purge of a sold cart until every participant has applied the sale, however long a participant is unavailable. Without the cart,
 * the checkout would be reported as unknown, and the participant would release what it holds for the buyer.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
@RequiredArgsConstructor
class DeferPurgeUntilApplied implements PurgeHook {

    private final OutcomePreviews outcomePreviews;
    private final OutcomeEvents outcomeEvents;

    /**
     * @throws IllegalStateException if the sale is not final in every participant, or a participant cannot read whether it is
     * @throws io.checkoutsuite.web.participants.ParticipantUnavailableException if a participant is unavailable
     */
    @Override
    public void beforePurge(Cart cart) {
        List<OutboxEntry> sales = cart.attempts().stream()
                .filter(Attempt.Completed.class::isInstance)
                .map(attempt -> outcomeEvents.entry(cart, (Attempt.Completed) attempt))
                .toList();
        for (Map<String, EventPreview> previews : outcomePreviews.preview(cart.tenant(), sales)) {
            previews.forEach((participant, preview) -> {
                if (preview.kind() == EventPreview.Kind.CHANGE || preview.kind() == EventPreview.Kind.UNREADABLE) {
                    throw new IllegalStateException("The sale of cart %s is not final in the %s service: %s"
                            .formatted(cart.id(), participant, preview.description()));
                }
            });
        }
    }
}
