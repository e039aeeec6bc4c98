package io.checkoutsuite.order.messaging;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.events.InventoryShort;
import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.messaging.preview.EventPreviewer;
import io.checkoutsuite.order.order.AwaitedOrder;
import io.checkoutsuite.order.order.FailedOrders;
import io.checkoutsuite.order.order.HoldReason;
import io.checkoutsuite.order.order.KnownOrder;
import io.checkoutsuite.order.order.Order;
import io.checkoutsuite.order.order.Orders;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Previews what a sale, a rollback or a shortage would change in order management. */
@Component
@RequiredArgsConstructor
class OrderEventPreviewer implements EventPreviewer {

    private final Orders orders;
    private final FailedOrders failedOrders;

    @Override
    public EventPreview preview(SuiteEvent event) {
        return switch (event) {
            case CheckoutCompletion sold -> ofCompletion(sold);
            case CheckoutRollback rollback -> ofRollback(rollback);
            case InventoryShort shortage -> ofShortage(shortage);
            default -> EventPreview.nothing("orders do not depend on this event");
        };
    }

    private EventPreview ofCompletion(CheckoutCompletion sold) {
        if (isFailed(sold)) {
            return EventPreview.conflict("request " + sold.requestId() + " was already rolled back");
        }
        Optional<KnownOrder> known = known(sold);
        if (known.isEmpty()) {
            return ofNewNumber(sold, sold.orderNumber(), "would create order " + sold.orderNumber());
        }
        if (isOfAnother(known.get(), sold)) {
            return orderedByAnother(known.get());
        }
        return switch (known.get()) {
            case AwaitedOrder awaited -> EventPreview.change("would create order " + sold.orderNumber() + ", on hold");
            case Order order when order.isMadeFrom(sold) -> EventPreview.nothing("order " + order.number() + " exists");
            case Order order ->
                EventPreview.conflict("order %s exists with total %s; the sale is order %s with total %s"
                        .formatted(
                                order.number(),
                                order.sale().totals().total(),
                                sold.orderNumber(),
                                sold.cart().totals().total()));
        };
    }

    private EventPreview ofRollback(CheckoutRollback rollback) {
        Optional<KnownOrder> ordered = known(rollback).filter(known -> !isOfAnother(known, rollback));
        if (ordered.isPresent()) {
            return EventPreview.conflict(
                    "request has become order " + ordered.get().number());
        }
        return isFailed(rollback)
                ? EventPreview.nothing("the failed attempt is already recorded")
                : EventPreview.change("would record the failed attempt");
    }

    private EventPreview ofShortage(InventoryShort shortage) {
        String change = "would put order " + shortage.orderNumber() + " on hold";
        Optional<KnownOrder> known = known(shortage);
        if (known.isEmpty()) {
            return ofNewNumber(shortage, shortage.orderNumber(), change);
        }
        if (isOfAnother(known.get(), shortage)) {
            return orderedByAnother(known.get());
        }
        return known.get().isHeldFor(HoldReason.BACKORDERED)
                ? EventPreview.nothing("order " + known.get().number() + " is already on hold for missing stock")
                : EventPreview.change(change);
    }

    private EventPreview ofNewNumber(SuiteEvent event, String number, String change) {
        return orders.isNumberTaken(event.contextInfo().tenant(), number, event.cartId())
                ? EventPreview.conflict("order number " + number + " belongs to another cart")
                : EventPreview.change(change);
    }

    private Optional<KnownOrder> known(SuiteEvent event) {
        return orders.find(event.contextInfo().tenant(), event.cartId());
    }

    private boolean isFailed(SuiteEvent event) {
        return failedOrders.contains(event.contextInfo().tenant(), event.requestId());
    }

    private static boolean isOfAnother(KnownOrder known, SuiteEvent event) {
        return !known.requestId().equals(event.requestId());
    }

    private static EventPreview orderedByAnother(KnownOrder known) {
        return EventPreview.conflict(
                "cart was ordered as %s by request %s".formatted(known.number(), known.requestId()));
    }
}
