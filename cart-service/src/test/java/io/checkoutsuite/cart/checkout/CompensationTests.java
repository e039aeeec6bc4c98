package io.checkoutsuite.cart.checkout;

import static io.checkoutsuite.cart.checkout.Fixtures.rolledBack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.checkoutsuite.cart.cart.ActivityFailure;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.ClaimedCart;
import io.checkoutsuite.cart.cart.Compensation;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.cart.Submission;
import io.checkoutsuite.cart.compensation.Compensations;
import io.checkoutsuite.cart.store.MongoStores;
import io.checkoutsuite.test.MovableClock;
import io.checkoutsuite.test.concurrency.Concurrently;
import io.checkoutsuite.test.concurrency.Latches;
import io.checkoutsuite.test.servers.IndexedQueries;
import io.checkoutsuite.test.servers.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Compensation that fails, is interrupted or happens twice. Every test has its own store. */
class CompensationTests {

    private static final Submission SUBMISSION = Fixtures.submission("k1");

    private static MongoClient client;

    private final List<String> trace = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> unavailable = ConcurrentHashMap.newKeySet();
    private final MovableClock clock = new MovableClock(Fixtures.NOON);

    private MongoTemplate mongo;
    private Carts carts;
    private Compensations compensations;

    @BeforeAll
    static void connect() {
        client = MongoClients.create(IndexedQueries.clientSettings(TestServers.mongoUri("compensation")));
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @BeforeEach
    void emptyStore() {
        mongo = new MongoTemplate(client, TestServers.newDatabase("compensation"));
        carts = MongoStores.cartsIn(mongo);
        compensations = MongoStores.compensationsIn(mongo);
    }

    @Test
    void the_decision_itself_records_what_was_not_compensated_and_when_it_is_retried() {
        Cart cart = opened();
        unavailable.add("stock");

        Attempt attempt = refused(node(), cart);

        assertThat(trace)
                .containsExactly("stock", "uses", "money", "compensate money", "compensate uses", "compensate stock");
        assertThat(attempt).isInstanceOf(Attempt.RolledBack.class);
        Compensation compensation = compensationOf(cart);
        assertThat(compensation.state()).isEqualTo(Compensation.State.PENDING);
        assertThat(compensation.remaining())
                .containsExactly(new Compensation.RemainingActivity(
                        "stock", "java.lang.IllegalStateException: stock unavailable"));
        assertThat(pendingOf(cart).dueAt()).isEqualTo(Fixtures.NOON.plusSeconds(1));
    }

    @Test
    void a_rollback_that_compensated_everything_leaves_no_work() {
        Cart cart = opened();

        Attempt attempt = refused(node(), cart);

        assertThat(rolledBack(attempt).compensation()).isNull();
        assertThat(compensations.due(Fixtures.NOON.plusSeconds(3_600), 10)).isEmpty();
    }

    @Test
    void it_is_retried_with_growing_back_off_until_each_activity_is_compensated() {
        Cart cart = opened();
        unavailable.addAll(List.of("stock", "money"));
        Node node = node();
        refused(node, cart);
        trace.clear();

        node.retrier.retryDue();
        assertThat(compensationOf(cart).tries()).isZero();

        retryAfter(node, cart, Duration.ofSeconds(1), 1);
        assertThat(pendingOf(cart).dueAt()).isEqualTo(clock.instant().plusSeconds(2));
        unavailable.remove("money");
        retryAfter(node, cart, Duration.ofSeconds(2), 2);
        assertThat(compensationOf(cart).activities()).containsExactly("stock");
        assertThat(pendingOf(cart).dueAt()).isEqualTo(clock.instant().plusSeconds(4));
        unavailable.remove("stock");
        retryAfter(node, cart, Duration.ofSeconds(4), 3);

        assertThat(compensationOf(cart).state()).isEqualTo(Compensation.State.DONE);
        assertThat(compensationOf(cart).remaining()).isEmpty();
        assertThat(trace)
                .containsExactlyInAnyOrder(
                        "compensate money",
                        "compensate stock",
                        "compensate money",
                        "compensate stock",
                        "compensate stock");
        clock.advance(Duration.ofHours(1));
        node.retrier.retryDue();
        assertThat(trace).hasSize(5);
    }

    @Test
    void after_the_last_retry_it_needs_attention_and_an_event_that_says_so_is_pending() {
        Cart cart = opened();
        unavailable.add("money");
        Node node = node();
        Attempt attempt = refused(node, cart);

        IntStream.rangeClosed(1, 6)
                .forEach(attemptNumber -> retryAfter(node, cart, Duration.ofMinutes(2), attemptNumber));

        Compensation needingAttention = compensationOf(cart);
        assertThat(needingAttention.state()).isEqualTo(Compensation.State.NEEDS_ATTENTION);
        assertThat(needingAttention.activities()).containsExactly("money");
        Document document = document(cart);
        assertThat(document.getBoolean("outboxPending")).isTrue();
        assertThat(document.getList("outbox", Document.class))
                .extracting(entry -> entry.getString("eventId"))
                .containsExactly(
                        "checkoutRollback:" + attempt.requestId(),
                        "checkoutNeedsAttention:" + attempt.requestId() + ":" + needingAttention.token());
        assertThat(document.getList("outbox", Document.class).getLast().getString("body"))
                .contains("\"activities\":[\"money\"]", "\"tries\":6");
        clock.advance(Duration.ofHours(1));
        node.retrier.retryDue();
        assertThat(compensationOf(cart)).isEqualTo(needingAttention);
    }

    @Test
    void restarted_it_is_retried_at_once_and_as_often_again() {
        Cart cart = opened();
        unavailable.add("money");
        Node node = node();
        refused(node, cart);
        Compensations.Stored<Compensation.Open> needingAttention = retriedInVain(node, cart);

        assertThat(compensations.replace(
                        needingAttention, needingAttention.compensation().restart(clock.instant()), null))
                .isTrue();
        unavailable.clear();
        retryAfter(node, cart, Duration.ZERO, 1);

        assertThat(compensationOf(cart).state()).isEqualTo(Compensation.State.DONE);
    }

    @Test
    void needing_attention_again_after_an_operators_retry_it_is_another_event() {
        Cart cart = opened();
        unavailable.add("money");
        Node node = node();
        refused(node, cart);
        Compensations.Stored<Compensation.Open> needingAttention = retriedInVain(node, cart);
        compensations.replace(needingAttention, needingAttention.compensation().restart(clock.instant()), null);

        retriedInVain(node, cart);

        assertThat(document(cart).getList("outbox", Document.class))
                .extracting(entry -> entry.getString("eventId"))
                .filteredOn(id -> id.startsWith("checkoutNeedsAttention:"))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void many_nodes_at_once_retry_it_once() throws Exception {
        List<Cart> all = IntStream.range(0, 20).mapToObj(i -> opened()).toList();
        unavailable.add("stock");
        all.forEach(cart -> refused(node(), cart));
        trace.clear();
        unavailable.clear();
        clock.advance(Duration.ofSeconds(1));
        List<Node> nodes = IntStream.range(0, 8).mapToObj(i -> node()).toList();

        Concurrently.all(nodes.stream()
                .map(node -> Executors.callable(node.retrier::retryDue))
                .toList());

        await().untilAsserted(() -> assertThat(all)
                .allSatisfy(cart -> assertThat(compensationOf(cart).state()).isEqualTo(Compensation.State.DONE)));
        assertThat(trace).hasSize(20);
    }

    @Test
    void an_attempt_that_is_too_old_to_be_resumed_is_rolled_back_with_everything_compensated() {
        Cart cart = opened();
        Attempt left = abandoned(cart);
        clock.advance(Fixtures.ABANDON_AFTER);
        unavailable.add("uses");

        node().recovery.resumeInterrupted();

        await().until(() -> stored(cart).status() == CartStatus.IN_PROCESS);
        Attempt.RolledBack decided = rolledBack(stored(cart).attempts().getLast());
        assertThat(decided.failure().type()).isEqualTo(FailureType.CHECKOUT_ABANDONED);
        assertThat(trace).containsExactly("compensate money", "compensate uses", "compensate stock");
        assertThat(decided.compensation().activities()).containsExactly("uses");
        assertThat(document(cart).getList("outbox", Document.class))
                .extracting(entry -> entry.getString("eventId"))
                .containsExactly("checkoutRollback:" + left.requestId());
    }

    @Test
    void one_compensation_that_fails_holds_up_no_other_and_every_failure_is_on_record() {
        Cart cart = opened();
        unavailable.addAll(List.of("uses", "money"));

        Attempt attempt = refused(node(), cart);

        assertThat(trace).endsWith("compensate money", "compensate uses", "compensate stock");
        assertThat(rolledBack(attempt).failures())
                .extracting(ActivityFailure::activity, ActivityFailure::step, ActivityFailure::message)
                .containsExactly(
                        tuple("money", ActivityFailure.Step.RUN, "money refuses"),
                        tuple(
                                "money",
                                ActivityFailure.Step.COMPENSATE,
                                "java.lang.IllegalStateException: money unavailable"),
                        tuple(
                                "uses",
                                ActivityFailure.Step.COMPENSATE,
                                "java.lang.IllegalStateException: uses unavailable"));
    }

    @Test
    void a_node_that_dies_during_a_retry_loses_its_lease_and_its_late_result_changes_nothing() {
        Cart cart = opened();
        unavailable.add("stock");
        refused(node(), cart);
        clock.advance(Duration.ofSeconds(1));
        CountDownLatch wakeUp = new CountDownLatch(1);
        Node sleeper = Node.of(mongo, clock, TracedActivities.activity("stock", trace, ActivityResult::done, () -> {
            Latches.await(wakeUp);
            throw new IllegalStateException("woke up late");
        }));
        sleeper.retrier.retryDue();
        await().until(() -> compensationOf(cart).tries() == 1);

        Node other = node();
        other.retrier.retryDue();
        assertThat(compensationOf(cart).tries()).isEqualTo(1);
        unavailable.clear();
        clock.advance(Duration.ofSeconds(41));
        other.retrier.retryDue();
        await().until(() -> compensationOf(cart).state() == Compensation.State.DONE);
        Compensation done = compensationOf(cart);
        wakeUp.countDown();
        sleeper.retrier.close();

        await().during(Duration.ofMillis(200)).until(() -> compensationOf(cart).equals(done));
    }

    @Test
    void a_node_that_dies_during_the_last_retry_leaves_it_to_an_operator() {
        Cart cart = opened();
        unavailable.add("stock");
        refused(node(), cart);
        Compensations.Stored<Compensation.Pending> open =
                compensations.due(clock.instant().plusSeconds(1), 10).getFirst();
        Compensation lastTry = new Compensation.Pending(open.compensation().remaining(), 6, clock.instant(), 7);
        assertThat(compensations.replace(open, lastTry, null)).isTrue();
        trace.clear();

        node().retrier.retryDue();

        assertThat(compensationOf(cart).state()).isEqualTo(Compensation.State.NEEDS_ATTENTION);
        assertThat(trace).isEmpty();
    }

    @Test
    void a_process_that_wakes_up_late_finds_its_attempt_rolled_back_and_compensates_its_own_work() {
        Cart cart = opened();
        Node slow = Node.of(mongo, clock, sleepingUntilRolledBack("money", cart));

        Attempt attempt = slow.checkouts.submit(cart, SUBMISSION).orElseThrow();

        assertThat(attempt).isInstanceOf(Attempt.RolledBack.class);
        assertThat(rolledBack(attempt).failure().type()).isEqualTo(FailureType.CHECKOUT_ABANDONED);
        assertThat(trace)
                .containsExactly(
                        "money", "compensate money", "compensate uses", "compensate stock", "compensate money");
        assertThat(stored(cart).status()).isEqualTo(CartStatus.IN_PROCESS);
    }

    @Test
    void what_a_late_process_cannot_compensate_becomes_work_again_even_if_the_others_had_finished_theirs() {
        Cart cart = opened();
        Node others = node();
        Node slow = Node.of(
                mongo,
                clock,
                TracedActivities.activity(
                        "money",
                        trace,
                        () -> {
                            clock.advance(Fixtures.ABANDON_AFTER.plusSeconds(1));
                            others.recovery.resumeInterrupted();
                            await().until(() -> stored(cart).status() == CartStatus.IN_PROCESS);
                            unavailable.add("money");
                            return ActivityResult.done();
                        },
                        () -> {
                            if (unavailable.contains("money")) {
                                throw new IllegalStateException("money unavailable");
                            }
                        }));

        slow.checkouts.submit(cart, SUBMISSION).orElseThrow();

        assertThat(compensationOf(cart).state()).isEqualTo(Compensation.State.PENDING);
        assertThat(compensationOf(cart).activities()).containsExactly("money");
        unavailable.clear();
        clock.advance(Duration.ofSeconds(1));
        others.retrier.retryDue();
        await().until(() -> compensationOf(cart).state() == Compensation.State.DONE);
    }

    @Test
    void more_compensations_than_are_retried_at_once_that_cannot_be_read_hide_no_others() {
        unavailable.add("stock");
        Node node = node();
        IntStream.range(0, Node.COMPENSATION_SETTINGS.concurrency() + 1).forEach(i -> refused(node, opened()));
        mongo.getCollection("carts")
                .updateMany(
                        new Document(),
                        new Document("$set", new Document("attempts.0.compensation.token", "nobody knows")));
        Cart cart = opened();
        refused(node, cart);
        unavailable.clear();
        clock.advance(Duration.ofSeconds(1));

        node.retrier.retryDue();

        await().until(() -> compensationOf(cart).state() == Compensation.State.DONE);
    }

    @Test
    void an_activity_that_no_version_knows_any_more_needs_attention_rather_than_being_forgotten() {
        Cart cart = opened();
        unavailable.add("stock");
        refused(node(), cart);
        Node without = Node.of(mongo, clock, traced("money"));

        IntStream.rangeClosed(1, 6)
                .forEach(attemptNumber -> retryAfter(without, cart, Duration.ofMinutes(2), attemptNumber));

        assertThat(compensationOf(cart).state()).isEqualTo(Compensation.State.NEEDS_ATTENTION);
        assertThat(compensationOf(cart).remaining().getFirst().reason()).isEqualTo("This activity no longer exists");
    }

    @Test
    void an_activity_that_is_not_listed_any_more_is_still_compensated() {
        CheckoutActivity stock = traced("stock");
        ActivityRegistry listed = new ActivityRegistry(
                List.of(stock, traced("money")), Fixtures.settings(List.of(), List.of("money"), List.of()));

        assertThat(listed.reversible("stock")).containsSame((ReversibleActivity) stock);
    }

    @Test
    void attempts_that_need_attention_are_listed_page_by_page_for_their_tenant_only() {
        List<String> requestIds = IntStream.range(0, 5)
                .mapToObj(i -> {
                    Cart cart = opened();
                    unavailable.add("stock");
                    return refused(node(), cart).requestId();
                })
                .sorted()
                .toList();

        List<Compensations.Stored<Compensation.Open>> first =
                compensations.page("default", Compensation.State.PENDING, "", 3);
        List<Compensations.Stored<Compensation.Open>> second = compensations.page(
                "default", Compensation.State.PENDING, first.getLast().requestId(), 3);

        assertThat(first)
                .extracting(Compensations.Stored::requestId)
                .containsExactlyElementsOf(requestIds.subList(0, 3));
        assertThat(second)
                .extracting(Compensations.Stored::requestId)
                .containsExactlyElementsOf(requestIds.subList(3, 5));
        assertThat(compensations.page("acme", Compensation.State.PENDING, "", 3))
                .isEmpty();
        assertThat(compensations.page("default", Compensation.State.NEEDS_ATTENTION, "", 3))
                .isEmpty();
        assertThat(compensations.count(Compensation.State.PENDING)).isEqualTo(5);
    }

    @Test
    void compensations_that_cannot_be_read_displace_no_others_in_a_page() {
        unavailable.add("stock");
        Node node = node();
        IntStream.range(0, 5).forEach(i -> refused(node, opened()));
        List<String> ids = compensations.page("default", Compensation.State.PENDING, "", 5).stream()
                .map(Compensations.Stored::requestId)
                .toList();
        ids.subList(0, 3)
                .forEach(id -> mongo.getCollection("carts")
                        .updateOne(
                                new Document("attempts.requestId", id),
                                new Document("$set", new Document("attempts.0.compensation.token", "nobody knows"))));

        assertThat(compensations.page("default", Compensation.State.PENDING, "", 2))
                .extracting(Compensations.Stored::requestId)
                .containsExactlyElementsOf(ids.subList(3, 5));
    }

    @Test
    void two_attempts_of_one_cart_are_compensated_independently() {
        Cart cart = opened();
        unavailable.add("stock");
        Attempt first = refused(node(), cart);
        Attempt second = refused(node(), stored(cart));

        assertThat(compensations.page("default", Compensation.State.PENDING, "", 10))
                .extracting(Compensations.Stored::requestId)
                .containsExactly(first.requestId(), second.requestId());
        assertThat(compensations.page("default", Compensation.State.PENDING, first.requestId(), 10))
                .extracting(Compensations.Stored::requestId)
                .containsExactly(second.requestId());
        unavailable.clear();
        clock.advance(Duration.ofSeconds(1));
        node().retrier.retryDue();

        await().untilAsserted(() -> assertThat(stored(cart).attempts())
                .extracting(attempt -> rolledBack(attempt).compensation().state())
                .containsExactly(Compensation.State.DONE, Compensation.State.DONE));
    }

    private Node node() {
        return Node.of(mongo, clock, traced("stock"), traced("uses"), refusing("money"));
    }

    private ReversibleActivity traced(String name) {
        return TracedActivities.activity(name, trace, ActivityResult::done, () -> compensateUnlessUnavailable(name));
    }

    private ReversibleActivity refusing(String name) {
        return TracedActivities.activity(
                name,
                trace,
                () -> ActivityResult.refused(Fixtures.failure(FailureType.FAILED_PAYMENT_TRANSACTION, name)),
                () -> compensateUnlessUnavailable(name));
    }

    private ReversibleActivity sleepingUntilRolledBack(String name, Cart cart) {
        return TracedActivities.activity(
                name,
                trace,
                () -> {
                    clock.advance(Fixtures.ABANDON_AFTER.plusSeconds(1));
                    node().recovery.resumeInterrupted();
                    await().until(() -> stored(cart).status() == CartStatus.IN_PROCESS);
                    return ActivityResult.done();
                },
                () -> {});
    }

    private void compensateUnlessUnavailable(String name) {
        if (unavailable.contains(name)) {
            throw new IllegalStateException(name + " unavailable");
        }
    }

    /** Retries until it needs attention. */
    private Compensations.Stored<Compensation.Open> retriedInVain(Node node, Cart cart) {
        IntStream.rangeClosed(1, 6)
                .forEach(attemptNumber -> retryAfter(node, cart, Duration.ofMinutes(2), attemptNumber));
        return compensations
                .page("default", Compensation.State.NEEDS_ATTENTION, "", 10)
                .getFirst();
    }

    /** Advances the clock, and waits until this retry has written its result. */
    private void retryAfter(Node node, Cart cart, Duration pause, int attemptNumber) {
        clock.advance(pause);
        long token = compensationOf(cart).token();
        node.retrier.retryDue();
        await().untilAsserted(() -> {
            assertThat(compensationOf(cart).tries()).isEqualTo(attemptNumber);
            assertThat(compensationOf(cart).token()).isEqualTo(token + 2);
        });
    }

    private static Attempt refused(Node node, Cart cart) {
        return node.checkouts.submit(cart, SUBMISSION).orElseThrow();
    }

    private Attempt abandoned(Cart cart) {
        ClaimedCart left = Fixtures.claimed(cart, clock.instant());
        assertThat(carts.claim(cart, left)).isTrue();
        clock.advance(Fixtures.LEASE.plusSeconds(1));
        return left.attempt();
    }

    private Cart opened() {
        Cart cart = Fixtures.cart();
        assertThat(carts.open(cart)).isTrue();
        return cart;
    }

    private Cart stored(Cart cart) {
        return carts.find(cart.tenant(), cart.id()).orElseThrow();
    }

    private Compensation compensationOf(Cart cart) {
        return rolledBack(stored(cart).attempts().getLast()).compensation();
    }

    private Compensation.Pending pendingOf(Cart cart) {
        return (Compensation.Pending) compensationOf(cart);
    }

    private Document document(Cart cart) {
        return mongo.findById("default/" + cart.id(), Document.class, "carts");
    }
}
