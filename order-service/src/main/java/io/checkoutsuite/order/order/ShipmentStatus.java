package io.checkoutsuite.order.order;

/** The processing state of a shipment. */
public enum ShipmentStatus {
    CREATED
}
