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
    CART(CartApplication.class, CartApplication::builder),
    ORDER(OrderApplication.class, OrderApplication::builder),
    INVENTORY(InventoryApplication.class, InventoryApplication::builder),
    OFFER(OfferApplication.class, OfferApplication::builder),
    PAYMENT(PaymentApplication.class, PaymentApplication::builder),
    OPERATIONS(OperationsApplication.class, OperationsApplication::builder);

    private final Class<?> mainClass;
    private final Supplier<SpringApplicationBuilder> application;

    /** The participants: the services that apply checkout events. */
    public static final List<Service> PARTICIPANTS = List.of(ORDER, INVENTORY, OFFER, PAYMENT);

    /** The services that a checkout needs; each has messages and documents of checkouts. */
    public static final List<Service> CHECKOUT = List.of(CART, ORDER, INVENTORY, OFFER, PAYMENT);

    /** Runs the service as a process of its own. */
    public Class<?> mainClass() {
        return mainClass;
    }

    /** Runs the service in this JVM. It ignores an application.yml of the working directory, which would be for all services at once. */
    public SpringApplicationBuilder application() {
        return application.get().properties("spring.config.name=" + id());
    }

    /** For instance {@code cart}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
