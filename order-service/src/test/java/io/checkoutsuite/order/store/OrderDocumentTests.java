package io.checkoutsuite.order.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.messaging.inbox.InboxDocument;
import io.checkoutsuite.order.SaleFixture;
import io.checkoutsuite.order.order.HoldReason;
import io.checkoutsuite.order.order.Order;
import io.checkoutsuite.order.order.OrderHold;
import io.checkoutsuite.order.order.OrderStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderDocumentTests {

    private static final Instant NOW = SaleFixture.SOLD_AT.plusSeconds(1);
    private static final CheckoutCompletion SALE =
            SaleFixture.ofCustomer("carla").completion();
    private static final OrderHold HOLD = new OrderHold(HoldReason.BACKORDERED, NOW, List.of());

    @Test
    void an_order_is_read_as_it_was_stored() {
        Order order = Order.of(SALE, NOW);

        assertThat(OrderDocument.of(order, List.of(), new InboxDocument(null)).order())
                .isEqualTo(order);
    }

    @Test
    void a_status_that_contradicts_the_holds_is_unreadable() {
        assertThatIllegalStateException()
                .isThrownBy(() -> stored(OrderStatus.CREATED, List.of(HOLD)).order());
        assertThatIllegalStateException()
                .isThrownBy(() -> stored(OrderStatus.ON_HOLD, List.of()).order());
    }

    private static OrderDocument stored(OrderStatus status, List<OrderHold> holds) {
        OrderDocument document = OrderDocument.of(Order.of(SALE, NOW), List.of(), new InboxDocument(null));
        return new OrderDocument(
                document.id(),
                document.tenant(),
                document.cartId(),
                document.requestId(),
                document.number(),
                status,
                holds,
                document.seq(),
                document.customerId(),
                document.total(),
                document.sale(),
                document.shipments(),
                document.createdAt(),
                document.outbox(),
                document.inbox());
    }
}
