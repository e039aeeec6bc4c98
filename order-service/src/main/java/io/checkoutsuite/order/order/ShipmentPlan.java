package io.checkoutsuite.order.order;

import io.checkoutsuite.events.CartSnapshot;
import io.checkoutsuite.events.CartSnapshot.FulfillmentGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Divides a cart's lines among shipments. Every line ships exactly once, whatever the fulfilment groups contain. */
final class ShipmentPlan {

    private final String orderNumber;
    private final Map<String, CartSnapshot.Line> open = new LinkedHashMap<>();
    private final List<Shipment> shipments = new ArrayList<>();

    private ShipmentPlan(String orderNumber, CartSnapshot cart) {
        this.orderNumber = orderNumber;
        cart.lines().forEach(line -> open.put(line.id(), line));
    }

    static List<Shipment> of(String orderNumber, CartSnapshot cart) {
        ShipmentPlan plan = new ShipmentPlan(orderNumber, cart);
        Set<String> named = cart.fulfillmentGroups().stream()
                .flatMap(group -> group.lineIds().stream())
                .collect(Collectors.toSet());
        cart.fulfillmentGroups().forEach(group -> plan.ship(group, named));
        plan.shipTheRest();
        return List.copyOf(plan.shipments);
    }

    private void ship(FulfillmentGroup group, Set<String> named) {
        List<Shipment.ShipmentLine> lines = group.lineIds().isEmpty()
                ? take(open.keySet().stream().filter(id -> !named.contains(id)).toList())
                : take(group.lineIds());
        if (!lines.isEmpty()) {
            shipments.add(new Shipment(
                    nextNumber(),
                    group.id(),
                    group.type(),
                    ShipmentStatus.CREATED,
                    Shipment.Address.of(group.address()),
                    group.pickupLocation(),
                    group.price(),
                    lines));
        }
    }

    private void shipTheRest() {
        List<Shipment.ShipmentLine> lines = take(List.copyOf(open.keySet()));
        if (!lines.isEmpty()) {
            shipments.add(new Shipment(
                    nextNumber(), null, Shipment.UNASSIGNED, ShipmentStatus.CREATED, null, null, null, lines));
        }
    }

    private List<Shipment.ShipmentLine> take(Collection<String> lineIds) {
        return lineIds.stream()
                .map(open::remove)
                .filter(Objects::nonNull)
                .map(Shipment.ShipmentLine::of)
                .toList();
    }

    private String nextNumber() {
        return orderNumber + "-" + (shipments.size() + 1);
    }
}
