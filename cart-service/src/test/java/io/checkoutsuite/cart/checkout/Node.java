package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.CartBudget;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.pricing.CheckoutPrices;
import io.checkoutsuite.cart.store.StoredCarts;
import io.checkoutsuite.messaging.EventCodec;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.util.unit.DataSize;

/** The checkout part of one process of this service, with a real store, and with traced activities instead of other services. */
final class Node {

    static final UndoSettings UNDOING = new UndoSettings(Duration.ofSeconds(1), 2, 6, Duration.ofSeconds(40), 200);

    final CheckoutService checkouts;
    final CheckoutRecovery recovery;
    final UndoRetries retries;
    final RunningCheckouts running;

    private Node(
            Carts carts,
            Undos undos,
            OrderNumbers numbers,
            Clock clock,
            List<CheckoutHook> hooks,
            CheckoutAnswers answers,
            List<CheckoutActivity> activities) {
        CheckoutSettings settings = Fixtures.settings(
                names(SetUpActivity.class, activities),
                names(ReversibleActivity.class, activities),
                names(FinalizeActivity.class, activities));
        Activities listed = new Activities(activities, settings);
        this.running = new RunningCheckouts(carts, settings, clock);
        EventCodec events = new EventCodec("/cart-service");
        CheckoutWorkflow workflow = new CheckoutWorkflow(listed, hooks, settings, clock);
        this.checkouts = new CheckoutService(
                carts,
                workflow,
                new CheckoutDecisions(carts, listed, answers, new DecidedEvents(events), UNDOING, clock),
                answers,
                new CartBudget(DataSize.ofMegabytes(15)),
                new LateUndo(workflow, carts, undos, UNDOING, clock),
                numbers,
                (tenant, content, expected) -> new CheckoutPrices.Repriced(content, expected, null),
                new CheckoutPreview(listed, workflow),
                running,
                new BackgroundCheckouts(),
                settings,
                clock);
        this.recovery = new CheckoutRecovery(carts, checkouts, clock);
        this.retries = new UndoRetries(undos, listed, events, UNDOING, clock);
    }

    private static List<String> names(Class<?> phase, List<CheckoutActivity> activities) {
        return activities.stream()
                .filter(phase::isInstance)
                .map(CheckoutActivity::name)
                .toList();
    }

    static Node of(MongoTemplate mongo, Clock clock, CheckoutActivity... activities) {
        return with(mongo, clock, UnaryOperator.identity(), List.of(), new Fixtures.PlainAnswers(), activities);
    }

    /** @param store wraps the store for this node */
    static Node with(
            MongoTemplate mongo,
            Clock clock,
            UnaryOperator<Carts> store,
            List<CheckoutHook> hooks,
            CheckoutAnswers answers,
            CheckoutActivity... activities) {
        return new Node(
                store.apply(StoredCarts.in(mongo)),
                StoredCarts.undosIn(mongo),
                StoredCarts.orderNumbersIn(mongo),
                clock,
                hooks,
                answers,
                List.of(activities));
    }
}
