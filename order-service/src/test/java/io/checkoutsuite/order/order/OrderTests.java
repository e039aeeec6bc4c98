package io.checkoutsuite.order.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.events.OrderCreated;
import io.checkoutsuite.events.OrderHeld;
import io.checkoutsuite.order.Sales;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTests {

    private static final Instant NOW = Sales.SOLD_AT.plusSeconds(1);

    @Test
    void an_order_owes_the_news_that_it_exists() {
        Sales sale = Sales.by("carla");

        Order order = Order.of(sale.completion(), NOW);

        assertThat(order.status()).isEqualTo(OrderStatus.CREATED);
        assertThat(order.announcements()).singleElement().isInstanceOfSatisfying(OrderCreated.class, created -> {
            assertThat(created.orderNumber()).isEqualTo(sale.number());
            assertThat(created.shipmentNumbers()).containsExactly(sale.number() + "-1");
            assertThat(created.total()).isEqualTo(order.sale().totals().total());
            assertThat(created.contextInfo().application()).isEqualTo("web");
        });
    }

    @Test
    void an_order_that_has_to_wait_says_so_after_it_exists() {
        Sales sale = Sales.by("carla");

        Order order = Order.of(sale.completion(), NOW).waitingFor(List.of(Hold.backordered(sale.shortage())));

        assertThat(order.status()).isEqualTo(OrderStatus.ON_HOLD);
        assertThat(order.announcements()).hasExactlyElementsOfTypes(OrderCreated.class, OrderHeld.class);
    }

    @Test
    void a_guest_is_known_by_the_address_in_any_case() {
        Order order = Order.of(Sales.aGuest().completion(), NOW);

        assertThat(order.isGuestOrderOf(" aNN@example.ORG ")).isTrue();
        assertThat(order.isGuestOrderOf("ann@example.com")).isFalse();
    }

    @Test
    void a_customers_order_is_no_guests_order() {
        Order order = Order.of(Sales.by("carla").completion(), NOW);

        assertThat(order.isGuestOrderOf("Ann@Example.org")).isFalse();
    }

    @Test
    void cursors_sort_by_time() {
        assertThat(Cursor.of(NOW, "z")).isLessThan(Cursor.of(NOW.plusMillis(1), "a"));
        assertThat(Cursor.of(Instant.parse("2004-11-03T19:53:47Z"), "z")).isLessThan(Cursor.of(NOW, "a"));
    }
}
