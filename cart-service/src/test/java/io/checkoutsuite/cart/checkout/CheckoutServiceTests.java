package io.checkoutsuite.cart.checkout;

import static io.checkoutsuite.cart.checkout.Fixtures.completed;
import static io.checkoutsuite.cart.checkout.Fixtures.rolledBack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.checkoutsuite.cart.cart.ActivityFailure;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.CartView;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.ClaimedCart;
import io.checkoutsuite.cart.cart.Contact;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.cart.StoredResponse;
import io.checkoutsuite.cart.cart.Submission;
import io.checkoutsuite.cart.store.MongoStores;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.mongo.DatabaseErrors;
import io.checkoutsuite.test.MovableClock;
import io.checkoutsuite.test.concurrency.Concurrently;
import io.checkoutsuite.test.concurrency.Latches;
import io.checkoutsuite.test.servers.IndexedQueries;
import io.checkoutsuite.test.servers.TestServers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoTemplate;

/** A complete checkout against a real document store. Traced activities replace the other services. */
class CheckoutServiceTests {

    private static MongoClient client;
    private static MongoTemplate mongo;

    private final List<String> trace = Collections.synchronizedList(new ArrayList<>());
    private final MovableClock clock = new MovableClock(Fixtures.NOON);
    private final Carts carts = MongoStores.cartsIn(mongo);

    @BeforeAll
    static void connect() {
        String uri = TestServers.mongoUri("cart");
        client = MongoClients.create(IndexedQueries.clientSettings(uri));
        mongo = new MongoTemplate(client, TestServers.newDatabase("cart"));
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @Test
    void a_success_submits_the_cart_with_one_completion_pending_in_the_same_document() {
        Cart cart = opened();

        Attempt attempt = service(TracedActivities.activity("stock", trace))
                .submit(cart, submission("k1"))
                .orElseThrow();

        assertThat(attempt).isInstanceOf(Attempt.Completed.class);
        Cart submitted = stored(cart);
        assertThat(submitted.status()).isEqualTo(CartStatus.SUBMITTED);
        assertThat(submitted.version()).isEqualTo(cart.version() + 2);
        assertThat(pendingEventIds(cart)).containsExactly("checkoutCompletion:" + attempt.requestId());
    }

    @Test
    void a_failure_reopens_the_cart_keeps_the_attempt_on_record_and_leaves_one_rollback_pending() {
        Cart cart = opened();

        Attempt attempt = service(TracedActivities.activity(
                        "money",
                        trace,
                        () -> ActivityResult.refused(Fixtures.failure(FailureType.FAILED_PAYMENT_TRANSACTION, "money")),
                        () -> {}))
                .submit(cart, submission("k1"))
                .orElseThrow();

        Cart reopened = stored(cart);
        assertThat(reopened.status()).isEqualTo(CartStatus.IN_PROCESS);
        assertThat(reopened.attempts()).singleElement().satisfies(recorded -> {
            assertThat(rolledBack(recorded).failure().type()).isEqualTo(FailureType.FAILED_PAYMENT_TRANSACTION);
            assertThat(recorded.claim().submission().askedBy()).isEqualTo("ann");
        });
        assertThat(pendingEventIds(cart)).containsExactly("checkoutRollback:" + attempt.requestId());
    }

    @Test
    void of_many_submits_at_once_exactly_one_runs() throws Exception {
        Cart cart = opened();
        CheckoutService service = service(TracedActivities.activity("stock", trace));

        List<Optional<Attempt>> attempts =
                Concurrently.times(8, caller -> service.submit(cart, submission("key " + caller)));

        assertThat(attempts).filteredOn(Optional::isPresent).hasSize(1);
        assertThat(trace).containsExactly("stock");
        assertThat(pendingEventIds(cart)).hasSize(1);
    }

    @Test
    void a_second_attempt_has_another_request_id_and_the_first_stays_on_record() {
        Cart cart = opened();
        AtomicInteger tries = new AtomicInteger();
        CheckoutService service = service(TracedActivities.activity(
                "money",
                trace,
                () -> tries.incrementAndGet() == 1
                        ? ActivityResult.refused(Fixtures.failure(FailureType.FAILED_PAYMENT_TRANSACTION, "money"))
                        : ActivityResult.done(),
                () -> {}));

        Attempt first = service.submit(cart, submission("k1")).orElseThrow();
        Attempt second = service.submit(stored(cart), submission("k2")).orElseThrow();

        assertThat(second.requestId()).isNotEqualTo(first.requestId());
        assertThat(second.orderNumber()).isNotEqualTo(first.orderNumber());
        assertThat(stored(cart).attempts())
                .hasExactlyElementsOfTypes(Attempt.RolledBack.class, Attempt.Completed.class);
        assertThat(pendingEventIds(cart))
                .containsExactly("checkoutRollback:" + first.requestId(), "checkoutCompletion:" + second.requestId());
    }

    @Test
    void what_was_rolled_back_can_be_changed_and_bought_again_and_its_number_stays_with_the_failed_attempt() {
        Cart cart = opened();
        AtomicInteger tries = new AtomicInteger();
        CheckoutService service = service(TracedActivities.activity(
                "money",
                trace,
                () -> {
                    if (tries.incrementAndGet() == 1) {
                        throw new IllegalStateException("paid, but the response was lost");
                    }
                    return ActivityResult.done();
                },
                () -> {}));

        Attempt failed = service.submit(cart, submission("k1")).orElseThrow();
        Cart reopened = stored(cart);
        boolean changed = carts.change(
                reopened, reopened.content().withContact(new Contact("ann@example.com", null, null)), null);
        Attempt bought = service.submit(stored(cart), submission("k2")).orElseThrow();

        assertThat(changed).isTrue();
        assertThat(trace).containsExactly("money", "compensate money", "money");
        assertThat(bought).isInstanceOf(Attempt.Completed.class);
        assertThat(stored(cart).attempt(failed.requestId()))
                .hasValueSatisfying(recorded -> assertThat(recorded.orderNumber())
                        .isEqualTo(failed.orderNumber())
                        .isNotEqualTo(bought.orderNumber()));
        assertThat(pendingEventBodies(cart).getFirst()).contains("\"orderNumber\":\"" + failed.orderNumber() + "\"");
    }

    @Test
    void a_hook_that_vetoes_leaves_a_cart_that_can_be_bought_and_nothing_else() {
        Cart cart = opened();
        CheckoutHook closed = new CheckoutHook() {
            @Override
            public Optional<String> preCheckout(Checkout checkout) {
                return Optional.of("closed today");
            }
        };
        Node node = Node.with(
                mongo,
                clock,
                UnaryOperator.identity(),
                List.of(closed),
                new Fixtures.PlainResponses(),
                TracedActivities.activity("stock", trace));

        assertThat(node.checkouts.check(cart, null))
                .extracting(AttemptFailure::type, AttemptFailure::message)
                .containsExactly(tuple(FailureType.CHECKOUT_VETOED, "closed today"));
        Attempt vetoed = node.checkouts.submit(cart, submission("k1")).orElseThrow();

        assertThat(trace).isEmpty();
        assertThat(rolledBack(vetoed).failure().type()).isEqualTo(FailureType.CHECKOUT_VETOED);
        assertThat(rolledBack(vetoed).compensation()).isNull();
        assertThat(stored(cart).status()).isEqualTo(CartStatus.IN_PROCESS);
        assertThat(pendingEventIds(cart)).containsExactly("checkoutRollback:" + vetoed.requestId());
    }

    @Test
    void what_follows_a_decision_and_fails_leaves_the_order_and_is_on_record() {
        Cart cart = opened();

        Attempt attempt = service(
                        TracedActivities.finalizer("first", trace, () -> {
                            throw new IllegalStateException("mail unavailable");
                        }),
                        TracedActivities.finalizer("second", trace, () -> {}))
                .submit(cart, submission("k1"))
                .orElseThrow();

        assertThat(attempt).isInstanceOf(Attempt.Completed.class);
        assertThat(trace).containsExactly("first", "second");
        Cart submitted = stored(cart);
        assertThat(submitted.status()).isEqualTo(CartStatus.SUBMITTED);
        assertThat(pendingEventIds(cart)).containsExactly("checkoutCompletion:" + attempt.requestId());
        assertThat(completed(submitted.attempts().getLast()).failures())
                .containsExactly(new ActivityFailure(
                        "first", ActivityFailure.Step.FINISH, "java.lang.IllegalStateException: mail unavailable"));
    }

    @Test
    void of_what_goes_wrong_after_a_decision_the_newest_hundred_stay_on_record() {
        Cart cart = opened();
        Attempt attempt = service().submit(cart, submission("k1")).orElseThrow();

        IntStream.range(0, 130)
                .forEach(i -> carts.recordFailure(
                        cart.tenant(),
                        attempt.requestId(),
                        new ActivityFailure("mail", ActivityFailure.Step.FINISH, "failure " + i)));

        assertThat(completed(stored(cart).attempts().getLast()).failures())
                .extracting(ActivityFailure::message)
                .isEqualTo(
                        IntStream.range(30, 130).mapToObj(i -> "failure " + i).toList());
    }

    @Test
    void a_failure_of_any_length_is_stored_shortened() {
        Cart cart = opened();
        String text = "much to say ".repeat(100_000);
        ReversibleActivity talkative = TracedActivities.activity(
                "stock",
                trace,
                () -> ActivityResult.refused(AttemptFailure.of(FailureType.FAILED_INVENTORY_CHECK, "stock", text)
                        .withItemMessages(Map.of("l1", text))),
                () -> {
                    throw new IllegalStateException(text);
                });

        service(talkative).submit(cart, submission("k1")).orElseThrow();

        Attempt.RolledBack recorded = rolledBack(stored(cart).attempts().getLast());
        assertThat(recorded.failure().message()).hasSize(1_000);
        assertThat(recorded.failure().itemMessages().get("l1")).hasSize(1_000);
        assertThat(recorded.failures())
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure.message()).hasSizeBetween(200, 300));
        assertThat(recorded.compensation().remaining())
                .singleElement()
                .satisfies(missing -> assertThat(missing.reason()).hasSize(200));
        assertThat(mongo.findById("default/" + cart.id(), Document.class, "carts")
                        .toJson())
                .hasSizeLessThan(20_000);
    }

    @Test
    void a_failure_whose_details_cannot_be_stored_is_stored_without_them() {
        Cart cart = opened();
        CheckoutResponses wordless = new Fixtures.PlainResponses() {
            @Override
            public StoredResponse failed(CartView reopened, Attempt attempt, AttemptFailure failure) {
                if (!failure.itemMessages().isEmpty()) {
                    throw new IllegalStateException("details that cannot be stored");
                }
                return super.failed(reopened, attempt, failure);
            }
        };
        Node node = Node.with(
                mongo,
                clock,
                UnaryOperator.identity(),
                List.of(),
                wordless,
                TracedActivities.activity(
                        "stock",
                        trace,
                        () -> ActivityResult.refused(Fixtures.failure(FailureType.FAILED_INVENTORY_CHECK, "stock")
                                .withItemMessages(Map.of("l1", "none left"))),
                        () -> {}));

        Attempt attempt = node.checkouts.submit(cart, submission("k1")).orElseThrow();

        assertThat(rolledBack(attempt).failure().type()).isEqualTo(FailureType.FAILED_INVENTORY_CHECK);
        Attempt.RolledBack recorded = rolledBack(stored(cart).attempts().getLast());
        assertThat(recorded.failure().activity()).isEqualTo("stock");
        assertThat(recorded.failures()).extracting(ActivityFailure::activity).containsExactly("stock");
        assertThat(stored(cart).status()).isEqualTo(CartStatus.IN_PROCESS);
    }

    @ParameterizedTest
    @ValueSource(ints = {10107, 189, 11600, 11602, 13435, 13436, 64})
    void details_that_were_written_before_the_database_went_are_not_written_over(int code) {
        Cart cart = opened();
        AtomicInteger writes = new AtomicInteger();
        Node node = Node.with(
                mongo,
                clock,
                real -> new FaultyCarts(real) {
                    @Override
                    public boolean beginRollback(ClaimedCart running, Attempt.RollingBack failed) {
                        boolean begun = super.beginRollback(running, failed);
                        if (writes.incrementAndGet() == 1) {
                            throw Fixtures.databaseException(code);
                        }
                        return begun;
                    }
                },
                List.of(),
                new Fixtures.PlainResponses(),
                TracedActivities.activity(
                        "stock",
                        trace,
                        () -> ActivityResult.refused(Fixtures.failure(FailureType.FAILED_INVENTORY_CHECK, "stock")
                                .withItemMessages(Map.of("l1", "none left"))),
                        () -> {}));

        assertThatThrownBy(() -> node.checkouts.submit(cart, submission("k1"))).matches(DatabaseErrors::isUnavailable);

        assertThat(writes).hasValue(1);
        assertThat(stored(cart).attempts().getLast())
                .isInstanceOfSatisfying(
                        Attempt.RollingBack.class,
                        failed -> assertThat(failed.failure().itemMessages()).containsEntry("l1", "none left"));
    }

    @Test
    void a_decision_whose_acknowledgement_got_lost_is_still_this_process_s_own_and_nothing_of_it_is_compensated() {
        Cart cart = opened();
        Node node = Node.with(
                mongo,
                clock,
                real -> new FaultyCarts(real) {
                    @Override
                    public Optional<List<OutboxEntry>> decide(ClaimedCart running, Cart decided, OutboxEntry event) {
                        super.decide(running, decided, event);
                        return Optional.empty();
                    }
                },
                List.of(),
                new Fixtures.PlainResponses(),
                TracedActivities.activity("money", trace));

        Attempt attempt = node.checkouts.submit(cart, submission("k1")).orElseThrow();

        assertThat(attempt).isInstanceOf(Attempt.Completed.class);
        assertThat(trace).containsExactly("money");
    }

    @Test
    void an_attempt_on_a_thread_of_its_own_is_named_at_once_and_decided_later() throws Exception {
        Cart cart = opened();
        CountDownLatch gateway = new CountDownLatch(1);
        CheckoutService service = service(TracedActivities.activity(
                "money",
                trace,
                () -> {
                    Latches.await(gateway);
                    return ActivityResult.done();
                },
                () -> {}));

        CheckoutService.Begun begun = service.begin(cart, submission("k1")).orElseThrow();

        assertThat(stored(cart).status()).isEqualTo(CartStatus.SUBMISSION_IN_PROGRESS);
        assertThat(begun.decided()).isNotDone();
        assertThat(service.begin(cart, submission("k2"))).isEmpty();
        gateway.countDown();
        Attempt decided = begun.decided().get(10, TimeUnit.SECONDS);
        assertThat(decided.requestId()).isEqualTo(begun.attempt().requestId());
        assertThat(decided.orderNumber()).isEqualTo(begun.attempt().orderNumber());
        assertThat(stored(cart).status()).isEqualTo(CartStatus.SUBMITTED);
    }

    @Test
    void nobody_changes_a_cart_while_it_is_checked_out_or_after_it_was_submitted() {
        Cart cart = opened();
        List<Boolean> changed = new ArrayList<>();
        service(TracedActivities.activity(
                        "stock",
                        trace,
                        () -> {
                            changed.add(carts.change(cart, cart.content(), null));
                            changed.add(carts.change(stored(cart), cart.content(), null));
                            return ActivityResult.done();
                        },
                        () -> {}))
                .submit(cart, submission("k1"));
        changed.add(carts.change(stored(cart), cart.content(), null));

        assertThat(changed).containsExactly(false, false, false);
    }

    @Test
    void ten_thousand_order_numbers_drawn_in_parallel_are_all_different() throws Exception {
        List<OrderNumbers> processes = Stream.generate(() -> MongoStores.orderNumbersIn(mongo))
                .limit(5)
                .toList();
        Set<String> numbers = ConcurrentHashMap.newKeySet();

        Concurrently.times(
                10_000,
                number -> numbers.add(processes.get(number % processes.size()).next("numbers")));

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

    private static List<String> pendingEventIds(Cart cart) {
        Document document = mongo.findById("default/" + cart.id(), Document.class, "carts");
        return document.getList("outbox", Document.class).stream()
                .map(entry -> entry.getString("eventId"))
                .toList();
    }

    private static List<String> pendingEventBodies(Cart cart) {
        Document document = mongo.findById("default/" + cart.id(), Document.class, "carts");
        return document.getList("outbox", Document.class).stream()
                .map(entry -> entry.getString("body"))
                .toList();
    }

    private static Submission submission(String key) {
        return Fixtures.submission(key);
    }

    private CheckoutService service(CheckoutActivity... activities) {
        return Node.of(mongo, clock, activities).checkouts;
    }
}
