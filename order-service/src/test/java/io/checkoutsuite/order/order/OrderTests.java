package io.checkoutsuite.order.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.events.OrderCreated;
import io.checkoutsuite.events.OrderHeld;
import io.checkoutsuite.order.SaleFixture;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OrderTests {

    private static final Instant NOW = SaleFixture.SOLD_AT.plusSeconds(1);

    @Test
    void a_new_order_announces_that_it_was_created() {
        SaleFixture sale = SaleFixture.ofCustomer("carla");

        Order order = Order.of(sale.completion(), NOW);

        assertThat(order.status()).isEqualTo(OrderStatus.CREATED);
        assertThat(order.creationEvents()).singleElement().isInstanceOfSatisfying(OrderCreated.class, created -> {
            assertThat(created.orderNumber()).isEqualTo(sale.number());
            assertThat(created.shipmentNumbers()).containsExactly(sale.number() + "-1");
            assertThat(created.total()).isEqualTo(order.sale().totals().total());
            assertThat(created.contextInfo().application()).isEqualTo("web");
        });
    }

    @Test
    void an_order_on_hold_announces_the_hold_after_its_creation() {
        SaleFixture sale = SaleFixture.ofCustomer("carla");

        Order order = AwaitedOrder.of(sale.shortage()).place(sale.completion(), NOW);

        assertThat(order.status()).isEqualTo(OrderStatus.ON_HOLD);
        assertThat(order.creationEvents()).hasExactlyElementsOfTypes(OrderCreated.class, OrderHeld.class);
    }

    @Test
    void a_guest_is_known_by_the_address_in_any_case() {
        Order order = Order.of(SaleFixture.ofGuest().completion(), NOW);

        assertThat(order.isGuestOrderOf(" aNN@example.ORG ")).isTrue();
        assertThat(order.isGuestOrderOf("ann@example.com")).isFalse();
    }

    @Test
    void a_customers_order_is_no_guests_order() {
        Order order = Order.of(SaleFixture.ofCustomer("carla").completion(), NOW);

        assertThat(order.isGuestOrderOf("Ann@Example.org")).isFalse();
    }

    @Test
    void cursors_sort_by_time() {
        assertThat(Cursor.of(NOW, "z")).isLessThan(Cursor.of(NOW.plusMillis(1), "a"));
        assertThat(Cursor.of(Instant.parse("2004-11-03T19:53:47Z"), "z")).isLessThan(Cursor.of(NOW, "a"));
    }
}
