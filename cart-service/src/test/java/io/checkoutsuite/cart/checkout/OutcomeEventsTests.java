package io.checkoutsuite.cart.checkout;

import static io.checkoutsuite.cart.checkout.Fixtures.completed;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.store.MongoStores;
import io.checkoutsuite.events.PaymentSummary;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.test.MovableClock;
import io.checkoutsuite.test.servers.IndexedQueries;
import io.checkoutsuite.test.servers.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

/** An event that is recreated from a stored cart equals the pending event of its decision. */
class OutcomeEventsTests {

    private static MongoClient client;
    private static MongoTemplate mongo;

    private final OutcomeEvents events = new OutcomeEvents(new EventCodec("/cart-service"));
    /** More precise than the store. */
    private final MovableClock clock = new MovableClock(Fixtures.NOON.plusNanos(123_456_789));

    private final Carts carts = MongoStores.cartsIn(mongo);

    @BeforeAll
    static void connect() {
        client = MongoClients.create(IndexedQueries.clientSettings(TestServers.mongoUri("cart")));
        mongo = new MongoTemplate(client, TestServers.newDatabase("cart"));
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    /** Authorizes a payment. */
    private static final class PaymentActivity implements ReversibleActivity {

        @Override
        public String name() {
            return "authorizePayments";
        }

        @Override
        public ActivityResult run(Checkout checkout) {
            return new ActivityResult.Done(
                    List.of(new PaymentSummary("p1", "simulator", Money.of("17.00", "GBP"), "AUTHORIZED")));
        }

        @Override
        public void compensate(String tenant, String requestId) {
            throw new IllegalStateException("Nothing is compensated here");
        }
    }

    @Test
    void a_completion_is_the_same_with_its_payments_and_time() {
        Cart cart = decided(new PaymentActivity());

        assertThat(completed(cart.attempts().getLast()).payments()).hasSize(1);
        assertMatchesPendingEvent(cart);
    }

    @Test
    void a_rollback_is_the_same_although_the_cart_was_changed_since() {
        List<String> trace = new ArrayList<>();
        Cart cart = decided(TracedActivities.activity(
                "stock",
                trace,
                () -> ActivityResult.refused(Fixtures.failure(FailureType.FAILED_PAYMENT_TRANSACTION, "stock")),
                () -> {}));
        assertThat(carts.change(cart, Fixtures.content(Fixtures.line("cup", 1, "3.00")), null))
                .isTrue();

        assertMatchesPendingEvent(stored(cart));
    }

    private Cart decided(CheckoutActivity activity) {
        Cart cart = Fixtures.cart();
        carts.open(cart);
        Node.of(mongo, clock, activity).checkouts.submit(cart, Fixtures.submission("key"));
        return stored(cart);
    }

    private Cart stored(Cart cart) {
        return carts.find(cart.tenant(), cart.id()).orElseThrow();
    }

    private void assertMatchesPendingEvent(Cart cart) {
        Document pendingEvent = Objects.requireNonNull(mongo.findById("default/" + cart.id(), Document.class, "carts"))
                .getList("outbox", Document.class)
                .getFirst();
        Attempt.Decided decided = (Attempt.Decided) cart.attempts().getLast();

        assertThat(events.entry(cart, decided).eventId()).isEqualTo(pendingEvent.getString("eventId"));
        assertThat(events.entry(cart, decided).body()).isEqualTo(pendingEvent.getString("body"));
        assertThat(events.entry(cart, decided).at())
                .isEqualTo(pendingEvent.getDate("at").toInstant());
    }
}
