package io.checkoutsuite.events;

import java.util.Arrays;
import java.util.Optional;

/** The types of published events; each has a topic of the same name. */
public enum EventType {
    CHECKOUT_COMPLETION("checkoutCompletion", CheckoutCompletion.class),
    CHECKOUT_ROLLBACK("checkoutRollback", CheckoutRollback.class),
    CHECKOUT_NEEDS_ATTENTION("checkoutNeedsAttention", CheckoutNeedsAttention.class),
    ORDER_CREATED("orderCreated", OrderCreated.class),
    ORDER_HELD("orderHeld", OrderHeld.class),
    INVENTORY_SHORT("inventoryShort", InventoryShort.class),
    OFFER_USAGE_CHANGED("offerUsageChanged", OfferUsageChanged.class),
    PAYMENT_STATUS_CHANGED("paymentStatusChanged", PaymentStatusChanged.class);

    private final String wireName;
    private final Class<? extends SuiteEvent> body;

    EventType(String wireName, Class<? extends SuiteEvent> body) {
        this.wireName = wireName;
        this.body = body;
    }

    /** The CloudEvents type, which is also the name of the topic. */
    public String wireName() {
        return wireName;
    }

    public Class<? extends SuiteEvent> body() {
        return body;
    }

    /** The name of the binding that publishes events of this type. */
    public String outputBinding() {
        return wireName + "Output";
    }

    /** The name under which each listening service records in its inbox that it has applied an event of this type. */
    public String listenerName() {
        return Character.toUpperCase(wireName.charAt(0)) + wireName.substring(1) + "Listener";
    }

    /** The id of a checkout attempt's event of this type, if an attempt has only one. */
    public String eventIdOf(String requestId) {
        return wireName + ":" + requestId;
    }

    static EventType of(Class<? extends SuiteEvent> body) {
        return Arrays.stream(values())
                .filter(type -> type.body == body)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(body + " has no event type"));
    }

    /** Empty for an unknown type, which a newer version of the suite may publish. */
    public static Optional<EventType> named(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(wireName))
                .findFirst();
    }
}
