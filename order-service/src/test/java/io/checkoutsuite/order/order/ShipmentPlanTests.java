package io.checkoutsuite.order.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.events.CartSnapshot;
import io.checkoutsuite.events.CartSnapshot.FulfillmentGroup;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.order.SaleFixture;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShipmentPlanTests {

    private static final Money FREE = Money.of("0", "GBP");

    @Test
    void each_fulfilment_group_leaves_as_one_shipment_numbered_after_the_order() {
        List<Shipment> shipments = ShipmentPlan.of("A1", cart(3, group("a", "line-1", "line-3"), group("b", "line-2")));

        assertThat(shipments).extracting(Shipment::number).containsExactly("A1-1", "A1-2");
        assertThat(shipments).extracting(Shipment::groupId).containsExactly("a", "b");
        assertThat(lineIds(shipments.getFirst())).containsExactly("line-1", "line-3");
    }

    @Test
    void a_group_that_names_no_lines_takes_those_that_no_other_names() {
        List<Shipment> shipments = ShipmentPlan.of("A1", cart(4, group("rest"), group("b", "line-2")));

        assertThat(lineIds(shipments.getFirst())).containsExactly("line-1", "line-3", "line-4");
        assertThat(lineIds(shipments.getLast())).containsExactly("line-2");
    }

    @Test
    void no_line_leaves_twice() {
        List<Shipment> shipments = ShipmentPlan.of(
                "A1", cart(3, group("a", "line-1", "line-1"), group("b", "line-1", "line-2"), group("c"), group("d")));

        assertThat(shipments.stream().flatMap(shipment -> lineIds(shipment).stream()))
                .containsExactly("line-1", "line-2", "line-3");
        assertThat(shipments).extracting(Shipment::number).containsExactly("A1-1", "A1-2", "A1-3");
    }

    @Test
    void a_line_that_no_group_takes_is_not_forgotten() {
        List<Shipment> shipments = ShipmentPlan.of("A1", cart(2, group("a", "line-1", "line-9")));

        assertThat(shipments).extracting(Shipment::type).containsExactly("SHIP", "UNASSIGNED");
        assertThat(lineIds(shipments.getLast())).containsExactly("line-2");
    }

    @Test
    void a_cart_without_groups_leaves_as_one_shipment_that_somebody_has_to_assign() {
        List<Shipment> shipments = ShipmentPlan.of("A1", cart(2));

        assertThat(shipments).singleElement().satisfies(shipment -> {
            assertThat(shipment.number()).isEqualTo("A1-1");
            assertThat(lineIds(shipment)).containsExactly("line-1", "line-2");
        });
    }

    private static List<String> lineIds(Shipment shipment) {
        return shipment.lines().stream().map(Shipment.ShipmentLine::lineId).toList();
    }

    private static FulfillmentGroup group(String id, String... lineIds) {
        return new FulfillmentGroup(id, "SHIP", null, null, List.of(lineIds), FREE);
    }

    private static CartSnapshot cart(int lines, FulfillmentGroup... groups) {
        return new CartSnapshot(
                "cart",
                1,
                "SUBMITTED",
                "GBP",
                null,
                null,
                IntStream.rangeClosed(1, lines).mapToObj(SaleFixture::line).toList(),
                List.of(groups),
                List.of(),
                List.of(),
                new CartSnapshot.Totals(FREE, FREE, FREE, FREE, FREE, FREE));
    }
}
