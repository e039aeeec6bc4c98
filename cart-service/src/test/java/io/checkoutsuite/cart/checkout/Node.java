package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.CartBudget;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.compensation.CompensationSettings;
import io.checkoutsuite.cart.compensation.Compensations;
import io.checkoutsuite.cart.compensation.Compensator;
import io.checkoutsuite.cart.compensation.Retries;
import io.checkoutsuite.cart.pricing.CheckoutPricing;
import io.checkoutsuite.cart.store.MongoStores;
import io.checkoutsuite.messaging.EventCodec;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.util.unit.DataSize;

/** The checkout part of one process of this service, with a real store, and with traced activities instead of other services. */
final class Node {

    static final CompensationSettings COMPENSATION_SETTINGS =
            new CompensationSettings(Duration.ofSeconds(1), 2, 6, Duration.ofSeconds(40), 200);

    final CheckoutService checkouts;
    final CheckoutRecovery recovery;
    final Retries retrier;
    final CheckoutLeases leases;

    private Node(
            Carts carts,
            Compensations compensations,
            OrderNumbers numbers,
            Clock clock,
            List<CheckoutHook> hooks,
            CheckoutResponses responses,
            List<CheckoutActivity> activities) {
        CheckoutSettings settings = Fixtures.settings(
                names(SetUpActivity.class, activities),
                names(ReversibleActivity.class, activities),
                names(FinalizeActivity.class, activities));
        ActivityRegistry listed = new ActivityRegistry(activities, settings);
        this.leases = new CheckoutLeases(carts, settings, clock);
        EventCodec events = new EventCodec("/cart-service");
        Compensator compensator = new Compensator(carts, compensations, COMPENSATION_SETTINGS, clock);
        CheckoutWorkflow workflow = new CheckoutWorkflow(listed, hooks, settings, clock);
        this.checkouts = new CheckoutService(
                carts,
                workflow,
                new CheckoutDecisions(carts, listed, responses, new OutcomeEvents(events), compensator, clock),
                responses,
                new CartBudget(DataSize.ofMegabytes(15)),
                compensator,
                numbers,
                (tenant, content, expected) -> new CheckoutPricing.Repriced(content, expected, null),
                new CheckoutPreview(listed, workflow),
                leases,
                new BackgroundCheckouts(),
                settings,
                clock);
        this.recovery = new CheckoutRecovery(carts, checkouts, clock);
        this.retrier = new Retries(compensations, listed, compensator, events, COMPENSATION_SETTINGS, clock);
    }

    private static List<String> names(Class<?> phase, List<CheckoutActivity> activities) {
        return activities.stream()
                .filter(phase::isInstance)
                .map(CheckoutActivity::name)
                .toList();
    }

    static Node of(MongoTemplate mongo, Clock clock, CheckoutActivity... activities) {
        return with(mongo, clock, UnaryOperator.identity(), List.of(), new Fixtures.PlainResponses(), activities);
    }

    /** @param store wraps the store for this node */
    static Node with(
            MongoTemplate mongo,
            Clock clock,
            UnaryOperator<Carts> store,
            List<CheckoutHook> hooks,
            CheckoutResponses responses,
            CheckoutActivity... activities) {
        return new Node(
                store.apply(MongoStores.cartsIn(mongo)),
                MongoStores.compensationsIn(mongo),
                MongoStores.orderNumbersIn(mongo),
                clock,
                hooks,
                responses,
                List.of(activities));
    }
}
