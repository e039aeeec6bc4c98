package io.checkoutsuite.stack;

import io.checkoutsuite.cart.CartApplication;
import io.checkoutsuite.inventory.InventoryApplication;
import io.checkoutsuite.offer.OfferApplication;
import io.checkoutsuite.operations.OperationsApplication;
import io.checkoutsuite.order.OrderApplication;
import io.checkoutsuite.payment.PaymentApplication;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The services, in the order of their ports. */
@RequiredArgsConstructor
public enum Service {
    CART(CartApplication::builder),
    ORDER(OrderApplication::builder),
    INVENTORY(InventoryApplication::builder),
    OFFER(OfferApplication::builder),
    PAYMENT(PaymentApplication::builder),
    OPERATIONS(OperationsApplication::builder);

    private final Supplier<SpringApplicationBuilder> application;

    /** The participants: the services that apply checkout events. */
    public static final List<Service> PARTICIPANTS = List.of(ORDER, INVENTORY, OFFER, PAYMENT);

    /** The services that a checkout needs; each has messages and documents of checkouts. */
    public static final List<Service> CHECKOUT = List.of(CART, ORDER, INVENTORY, OFFER, PAYMENT);

    public SpringApplicationBuilder application() {
        return application.get();
    }

    /** For instance {@code cart}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
