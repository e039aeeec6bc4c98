package io.checkoutsuite.cart.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.store.StoredCarts;
import io.checkoutsuite.infra.TestServers;
import io.checkoutsuite.messaging.EventCodec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

/** The whole of a checkout against a real document store; only what other services do is played by traced activities. */
class CheckoutServiceTests {

    private static MongoClient client;
    private static MongoTemplate mongo;

    private final List<String> trace = Collections.synchronizedList(new ArrayList<>());
    private final MovableClock clock = new MovableClock();
    private final Carts carts = StoredCarts.in(mongo);

    @BeforeAll
    static void connect() {
        String uri = TestServers.mongoUri("cart");
        client = MongoClients.create(uri);
        mongo = new MongoTemplate(client, TestServers.newDatabase("cart"));
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @Test
    void a_success_submits_the_cart_and_owes_one_completion_in_the_same_document() {
        Cart cart = opened();

        Attempt attempt = service(Traced.activity("stock", trace))
                .submit(cart, submission("k1"))
                .orElseThrow();

        assertThat(attempt.outcome()).isEqualTo(Attempt.Outcome.COMPLETED);
        Cart submitted = stored(cart);
        assertThat(submitted.status()).isEqualTo(CartStatus.SUBMITTED);
        assertThat(submitted.version()).isEqualTo(cart.version() + 2);
        assertThat(owed(cart)).containsExactly("checkoutCompletion:" + attempt.requestId());
    }

    @Test
    void a_failure_gives_the_cart_back_keeps_the_attempt_on_record_and_owes_one_rollback() {
        Cart cart = opened();

        Attempt attempt = service(Traced.activity(
                        "money",
                        trace,
                        () -> Outcome.refused(Fixtures.failure(FailureType.FAILED_PAYMENT_TRANSACTION, "money")),
                        () -> {}))
                .submit(cart, submission("k1"))
                .orElseThrow();

        Cart reopened = stored(cart);
        assertThat(reopened.status()).isEqualTo(CartStatus.IN_PROCESS);
        assertThat(reopened.attempts()).singleElement().satisfies(kept -> {
            assertThat(kept.outcome()).isEqualTo(Attempt.Outcome.ROLLED_BACK);
            assertThat(kept.failure().type()).isEqualTo(FailureType.FAILED_PAYMENT_TRANSACTION);
            assertThat(kept.askedBy()).isEqualTo("ann");
        });
        assertThat(owed(cart)).containsExactly("checkoutRollback:" + attempt.requestId());
    }

    @Test
    void of_many_submits_at_once_exactly_one_runs() throws Exception {
        Cart cart = opened();
        CheckoutService service = service(Traced.activity("stock", trace));

        List<Optional<Attempt>> attempts = inParallel(8, () -> service.submit(cart, submission(null)));

        assertThat(attempts).filteredOn(Optional::isPresent).hasSize(1);
        assertThat(trace).containsExactly("stock");
        assertThat(owed(cart)).hasSize(1);
    }

    @Test
    void a_second_attempt_has_another_request_id_and_the_first_stays_on_record() {
        Cart cart = opened();
        AtomicInteger tries = new AtomicInteger();
        CheckoutService service = service(Traced.activity(
                "money",
                trace,
                () -> tries.incrementAndGet() == 1
                        ? Outcome.refused(Fixtures.failure(FailureType.FAILED_PAYMENT_TRANSACTION, "money"))
                        : Outcome.done(),
                () -> {}));

        Attempt first = service.submit(cart, submission("k1")).orElseThrow();
        Attempt second = service.submit(stored(cart), submission("k2")).orElseThrow();

        assertThat(second.requestId()).isNotEqualTo(first.requestId());
        assertThat(second.orderNumber()).isNotEqualTo(first.orderNumber());
        assertThat(stored(cart).attempts())
                .extracting(Attempt::outcome)
                .containsExactly(Attempt.Outcome.ROLLED_BACK, Attempt.Outcome.COMPLETED);
        assertThat(owed(cart))
                .containsExactly("checkoutRollback:" + first.requestId(), "checkoutCompletion:" + second.requestId());
    }

    @Test
    void a_cart_whose_process_died_is_decided_once_its_lease_is_over_and_not_before() {
        Cart cart = opened();
        Attempt left = Fixtures.attempt(cart, clock.instant());
        assertThat(carts.claim(cart, left)).isTrue();
        CheckoutService service = service(Traced.activity("stock", trace), Traced.activity("money", trace));
        CheckoutRecovery recovery = new CheckoutRecovery(carts, service, clock);

        recovery.decideAbandoned();
        assertThat(stored(cart).status()).isEqualTo(CartStatus.SUBMISSION_IN_PROGRESS);

        clock.advance(Duration.ofSeconds(46));
        recovery.decideAbandoned();
        recovery.decideAbandoned();

        assertThat(stored(cart).status()).isEqualTo(CartStatus.IN_PROCESS);
        assertThat(stored(cart).attempts().getLast().failure().type()).isEqualTo(FailureType.CHECKOUT_ABANDONED);
        assertThat(trace).containsExactly("undo money", "undo stock");
        assertThat(owed(cart)).containsExactly("checkoutRollback:" + left.requestId());
    }

    @Test
    void a_process_that_wakes_up_late_finds_its_attempt_given_up_and_undoes_its_own_work() {
        Cart cart = opened();
        CheckoutService other = service();
        CheckoutService slow = service(Traced.activity(
                "money",
                trace,
                () -> {
                    clock.advance(Duration.ofSeconds(46));
                    new CheckoutRecovery(carts, other, clock).decideAbandoned();
                    return Outcome.done();
                },
                () -> {}));

        Attempt attempt = slow.submit(cart, submission("k1")).orElseThrow();

        assertThat(attempt.outcome()).isEqualTo(Attempt.Outcome.ROLLED_BACK);
        assertThat(trace).containsExactly("money", "undo money");
        assertThat(stored(cart).status()).isEqualTo(CartStatus.IN_PROCESS);
        assertThat(owed(cart)).containsExactly("checkoutRollback:" + attempt.requestId());
    }

    @Test
    void nobody_changes_a_cart_while_it_is_checked_out_or_after_it_was_submitted() {
        Cart cart = opened();
        List<Boolean> changed = new ArrayList<>();
        service(Traced.activity(
                        "stock",
                        trace,
                        () -> {
                            changed.add(carts.change(cart, cart.content(), null));
                            changed.add(carts.change(stored(cart), cart.content(), null));
                            return Outcome.done();
                        },
                        () -> {}))
                .submit(cart, submission("k1"));
        changed.add(carts.change(stored(cart), cart.content(), null));

        assertThat(changed).containsExactly(false, false, false);
    }

    @Test
    void ten_thousand_order_numbers_taken_in_parallel_are_all_different() throws Exception {
        List<OrderNumbers> processes = List.of(StoredCarts.orderNumbersIn(mongo), StoredCarts.orderNumbersIn(mongo));
        Set<String> numbers = ConcurrentHashMap.newKeySet();
        AtomicInteger turn = new AtomicInteger();

        inParallel(
                10_000,
                () -> numbers.add(processes.get(turn.incrementAndGet() % 2).next("numbers")));

        assertThat(numbers).hasSize(10_000);
    }

    private Cart opened() {
        Cart cart = Fixtures.cart();
        assertThat(carts.open(cart)).isTrue();
        return cart;
    }

    private Cart stored(Cart cart) {
        return carts.find(cart.tenant(), cart.id()).orElseThrow();
    }

    private static List<String> owed(Cart cart) {
        Document document = mongo.findById("default/" + cart.id(), Document.class, "carts");
        return document.getList("outbox", Document.class).stream()
                .map(entry -> entry.getString("eventId"))
                .toList();
    }

    private static CheckoutService.Submission submission(String key) {
        return new CheckoutService.Submission(key, "", "ann", null);
    }

    private CheckoutService service(CheckoutActivity... activities) {
        CheckoutSettings usual = Fixtures.settings();
        CheckoutSettings settings = new CheckoutSettings(
                List.of(),
                List.of(activities).stream().map(CheckoutActivity::name).toList(),
                List.of(),
                usual.deadline(),
                usual.lease(),
                usual.reservationLease(),
                usual.mostAttempts(),
                usual.settleWait());
        Activities listed = new Activities(List.of(activities), settings);
        RunningCheckouts running = new RunningCheckouts();
        return new CheckoutService(
                carts,
                new CheckoutWorkflow(listed, List.of(), settings, running, clock),
                new CheckoutDecisions(
                        carts, listed, new Fixtures.PlainAnswers(), new EventCodec("/cart-service"), clock),
                StoredCarts.orderNumbersIn(mongo),
                running,
                settings,
                clock);
    }

    private static <T> List<T> inParallel(int times, Callable<T> work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> results = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                results.add(threads.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
            start.countDown();
            List<T> values = new ArrayList<>();
            for (Future<T> result : results) {
                values.add(result.get());
            }
            return values;
        }
    }

    private static final class MovableClock extends Clock {

        private volatile Instant now = Fixtures.NOON;

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
