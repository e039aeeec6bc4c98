package io.checkoutsuite.order.order;

/** How far a shipment is. */
public enum ShipmentStatus {
    CREATED
}
