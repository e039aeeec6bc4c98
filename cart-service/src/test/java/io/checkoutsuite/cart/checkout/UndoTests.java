package io.checkoutsuite.cart.checkout;

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
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.cart.Undo;
import io.checkoutsuite.cart.store.StoredCarts;
import io.checkoutsuite.infra.IndexedQueries;
import io.checkoutsuite.infra.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Compensation that fails, is interrupted or happens twice. Every test has its own store. */
class UndoTests {

    private static final CheckoutService.Submission SUBMISSION =
            new CheckoutService.Submission("k1", "", "ann", null, false);

    private static MongoClient client;

    private final List<String> trace = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> away = ConcurrentHashMap.newKeySet();
    private final MovableClock clock = new MovableClock(Fixtures.NOON);

    private MongoTemplate mongo;
    private Carts carts;
    private Undos undos;

    @BeforeAll
    static void connect() {
        client = MongoClients.create(IndexedQueries.lookingAt(TestServers.mongoUri("undo")));
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @BeforeEach
    void emptyStore() {
        mongo = new MongoTemplate(client, TestServers.newDatabase("undo"));
        carts = StoredCarts.in(mongo);
        undos = StoredCarts.undosIn(mongo);
    }

    @Test
    void the_decision_itself_says_what_was_not_undone_and_when_it_is_tried_again() {
        Cart cart = opened();
        away.add("stock");

        Attempt attempt = refused(node(), cart);

        assertThat(trace).containsExactly("stock", "uses", "money", "undo money", "undo uses", "undo stock");
        assertThat(attempt.outcome()).isEqualTo(Attempt.Outcome.ROLLED_BACK);
        Undo undo = undoOf(cart);
        assertThat(undo.state()).isEqualTo(Undo.State.PENDING);
        assertThat(undo.missing())
                .containsExactly(new Undo.Missing("stock", "java.lang.IllegalStateException: stock unavailable"));
        assertThat(undo.dueAt()).isEqualTo(Fixtures.NOON.plusSeconds(1));
    }

    @Test
    void a_rollback_that_undid_everything_leaves_no_work() {
        Cart cart = opened();

        Attempt attempt = refused(node(), cart);

        assertThat(attempt.undo()).isNull();
        assertThat(undos.due(Fixtures.NOON.plusSeconds(3_600), 10)).isEmpty();
    }

    @Test
    void it_is_tried_again_with_growing_pauses_until_each_is_crossed_out() {
        Cart cart = opened();
        away.addAll(List.of("stock", "money"));
        Node node = node();
        refused(node, cart);
        trace.clear();

        node.retries.tryWhatIsDue();
        assertThat(undoOf(cart).tries()).isZero();

        tryAfter(node, cart, Duration.ofSeconds(1), 1);
        assertThat(undoOf(cart).dueAt()).isEqualTo(clock.instant().plusSeconds(2));
        away.remove("money");
        tryAfter(node, cart, Duration.ofSeconds(2), 2);
        assertThat(undoOf(cart).activities()).containsExactly("stock");
        assertThat(undoOf(cart).dueAt()).isEqualTo(clock.instant().plusSeconds(4));
        away.remove("stock");
        tryAfter(node, cart, Duration.ofSeconds(4), 3);

        assertThat(undoOf(cart).state()).isEqualTo(Undo.State.DONE);
        assertThat(undoOf(cart).missing()).isEmpty();
        assertThat(trace)
                .containsExactlyInAnyOrder("undo money", "undo stock", "undo money", "undo stock", "undo stock");
        clock.advance(Duration.ofHours(1));
        node.retries.tryWhatIsDue();
        assertThat(trace).hasSize(5);
    }

    @Test
    void after_the_last_try_it_needs_attention_and_the_cart_owes_an_event_that_says_so() {
        Cart cart = opened();
        away.add("money");
        Node node = node();
        Attempt attempt = refused(node, cart);

        IntStream.rangeClosed(1, 6)
                .forEach(attemptNumber -> tryAfter(node, cart, Duration.ofMinutes(2), attemptNumber));

        Undo parked = undoOf(cart);
        assertThat(parked.state()).isEqualTo(Undo.State.NEEDS_ATTENTION);
        assertThat(parked.activities()).containsExactly("money");
        Document document = document(cart);
        assertThat(document.getBoolean("owes")).isTrue();
        assertThat(document.getList("outbox", Document.class))
                .extracting(entry -> entry.getString("eventId"))
                .containsExactly(
                        "checkoutRollback:" + attempt.requestId(),
                        "checkoutNeedsAttention:" + attempt.requestId() + ":" + parked.token());
        assertThat(document.getList("outbox", Document.class).getLast().getString("body"))
                .contains("\"activities\":[\"money\"]", "\"tries\":6");
        clock.advance(Duration.ofHours(1));
        node.retries.tryWhatIsDue();
        assertThat(undoOf(cart)).isEqualTo(parked);
    }

    @Test
    void begun_anew_it_is_tried_at_once_and_as_often_again() {
        Cart cart = opened();
        away.add("money");
        Node node = node();
        refused(node, cart);
        Undos.Open parked = triedInVain(node, cart);

        assertThat(undos.replace(parked, parked.undo().anew(clock.instant()), null))
                .isTrue();
        away.clear();
        tryAfter(node, cart, Duration.ZERO, 1);

        assertThat(undoOf(cart).state()).isEqualTo(Undo.State.DONE);
    }

    @Test
    void given_up_again_after_an_operators_retry_it_is_another_event() {
        Cart cart = opened();
        away.add("money");
        Node node = node();
        refused(node, cart);
        Undos.Open parked = triedInVain(node, cart);
        undos.replace(parked, parked.undo().anew(clock.instant()), null);

        triedInVain(node, cart);

        assertThat(document(cart).getList("outbox", Document.class))
                .extracting(entry -> entry.getString("eventId"))
                .filteredOn(id -> id.startsWith("checkoutNeedsAttention:"))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void many_nodes_at_once_try_it_once() throws Exception {
        List<Cart> all = IntStream.range(0, 20).mapToObj(i -> opened()).toList();
        away.add("stock");
        all.forEach(cart -> refused(node(), cart));
        trace.clear();
        away.clear();
        clock.advance(Duration.ofSeconds(1));
        List<Node> nodes = IntStream.range(0, 8).mapToObj(i -> node()).toList();

        inParallel(
                nodes.stream().<Runnable>map(node -> node.retries::tryWhatIsDue).toList());

        await().untilAsserted(() -> assertThat(all)
                .allSatisfy(cart -> assertThat(undoOf(cart).state()).isEqualTo(Undo.State.DONE)));
        assertThat(trace).hasSize(20);
    }

    @Test
    void an_attempt_that_is_too_old_to_be_resumed_is_rolled_back_with_everything_compensated() {
        Cart cart = opened();
        Attempt left = abandoned(cart);
        clock.advance(Fixtures.ABANDON_AFTER);
        away.add("uses");

        node().recovery.resumeAbandoned();

        await().until(() -> stored(cart).status() == CartStatus.IN_PROCESS);
        Attempt decided = stored(cart).attempts().getLast();
        assertThat(decided.failure().type()).isEqualTo(FailureType.CHECKOUT_ABANDONED);
        assertThat(trace).containsExactly("undo money", "undo uses", "undo stock");
        assertThat(decided.undo().activities()).containsExactly("uses");
        assertThat(document(cart).getList("outbox", Document.class))
                .extracting(entry -> entry.getString("eventId"))
                .containsExactly("checkoutRollback:" + left.requestId());
    }

    @Test
    void one_compensation_that_fails_holds_up_no_other_and_every_failure_is_on_record() {
        Cart cart = opened();
        away.addAll(List.of("uses", "money"));

        Attempt attempt = refused(node(), cart);

        assertThat(trace).endsWith("undo money", "undo uses", "undo stock");
        assertThat(attempt.failures())
                .extracting(ActivityFailure::activity, ActivityFailure::step, ActivityFailure::message)
                .containsExactly(
                        tuple("money", ActivityFailure.Step.RUN, "money refuses"),
                        tuple("money", ActivityFailure.Step.UNDO, "java.lang.IllegalStateException: money unavailable"),
                        tuple("uses", ActivityFailure.Step.UNDO, "java.lang.IllegalStateException: uses unavailable"));
    }

    @Test
    void a_node_that_dies_while_it_tries_loses_its_turn_and_its_late_result_changes_nothing() {
        Cart cart = opened();
        away.add("stock");
        refused(node(), cart);
        clock.advance(Duration.ofSeconds(1));
        CountDownLatch wakeUp = new CountDownLatch(1);
        Node sleeper = Node.of(mongo, clock, Traced.activity("stock", trace, Outcome::done, () -> {
            Latches.await(wakeUp);
            throw new IllegalStateException("woke up late");
        }));
        sleeper.retries.tryWhatIsDue();
        await().until(() -> undoOf(cart).tries() == 1);

        Node other = node();
        other.retries.tryWhatIsDue();
        assertThat(undoOf(cart).tries()).isEqualTo(1);
        away.clear();
        clock.advance(Duration.ofSeconds(41));
        other.retries.tryWhatIsDue();
        await().until(() -> undoOf(cart).state() == Undo.State.DONE);
        Undo done = undoOf(cart);
        wakeUp.countDown();
        sleeper.retries.close();

        await().during(Duration.ofMillis(200)).until(() -> undoOf(cart).equals(done));
    }

    @Test
    void a_node_that_dies_with_the_last_try_leaves_it_to_an_operator() {
        Cart cart = opened();
        away.add("stock");
        refused(node(), cart);
        Undos.Open open = undos.due(clock.instant().plusSeconds(1), 10).getFirst();
        Undo lastTry = new Undo(Undo.State.PENDING, open.undo().missing(), 6, clock.instant(), 7);
        assertThat(undos.replace(open, lastTry, null)).isTrue();
        trace.clear();

        node().retries.tryWhatIsDue();

        assertThat(undoOf(cart).state()).isEqualTo(Undo.State.NEEDS_ATTENTION);
        assertThat(trace).isEmpty();
    }

    @Test
    void a_process_that_wakes_up_late_finds_its_attempt_rolled_back_and_undoes_its_own_work() {
        Cart cart = opened();
        Node slow = Node.of(mongo, clock, sleepingUntilRolledBack("money", cart));

        Attempt attempt = slow.checkouts.submit(cart, SUBMISSION).orElseThrow();

        assertThat(attempt.outcome()).isEqualTo(Attempt.Outcome.ROLLED_BACK);
        assertThat(attempt.failure().type()).isEqualTo(FailureType.CHECKOUT_ABANDONED);
        assertThat(trace).containsExactly("money", "undo money", "undo uses", "undo stock", "undo money");
        assertThat(stored(cart).status()).isEqualTo(CartStatus.IN_PROCESS);
    }

    @Test
    void what_a_late_process_cannot_undo_becomes_work_again_even_if_the_others_had_finished_theirs() {
        Cart cart = opened();
        Node others = node();
        Node slow = Node.of(
                mongo,
                clock,
                Traced.activity(
                        "money",
                        trace,
                        () -> {
                            clock.advance(Fixtures.ABANDON_AFTER.plusSeconds(1));
                            others.recovery.resumeAbandoned();
                            await().until(() -> stored(cart).status() == CartStatus.IN_PROCESS);
                            away.add("money");
                            return Outcome.done();
                        },
                        () -> {
                            if (away.contains("money")) {
                                throw new IllegalStateException("money unavailable");
                            }
                        }));

        slow.checkouts.submit(cart, SUBMISSION).orElseThrow();

        assertThat(undoOf(cart).state()).isEqualTo(Undo.State.PENDING);
        assertThat(undoOf(cart).activities()).containsExactly("money");
        away.clear();
        clock.advance(Duration.ofSeconds(1));
        others.retries.tryWhatIsDue();
        await().until(() -> undoOf(cart).state() == Undo.State.DONE);
    }

    @Test
    void more_undos_than_are_tried_at_once_that_cannot_be_read_hide_no_others() {
        away.add("stock");
        Node node = node();
        IntStream.range(0, Node.UNDOING.atOnce() + 1).forEach(i -> refused(node, opened()));
        mongo.getCollection("carts")
                .updateMany(
                        new Document(), new Document("$set", new Document("attempts.0.undo.token", "nobody knows")));
        Cart cart = opened();
        refused(node, cart);
        away.clear();
        clock.advance(Duration.ofSeconds(1));

        node.retries.tryWhatIsDue();

        await().until(() -> undoOf(cart).state() == Undo.State.DONE);
    }

    @Test
    void an_activity_that_no_version_knows_any_more_needs_attention_rather_than_being_forgotten() {
        Cart cart = opened();
        away.add("stock");
        refused(node(), cart);
        Node without = Node.of(mongo, clock, traced("money"));

        IntStream.rangeClosed(1, 6)
                .forEach(attemptNumber -> tryAfter(without, cart, Duration.ofMinutes(2), attemptNumber));

        assertThat(undoOf(cart).state()).isEqualTo(Undo.State.NEEDS_ATTENTION);
        assertThat(undoOf(cart).missing().getFirst().reason()).isEqualTo("This activity no longer exists");
    }

    @Test
    void an_activity_that_is_not_listed_any_more_is_still_undone() {
        CheckoutActivity stock = traced("stock");
        Activities listed = new Activities(
                List.of(stock, traced("money")), Fixtures.settings(List.of(), List.of("money"), List.of()));

        assertThat(listed.reversible("stock")).containsSame((ReversibleActivity) stock);
    }

    @Test
    void attempts_that_need_attention_are_listed_page_by_page_for_their_tenant_only() {
        List<String> requestIds = IntStream.range(0, 5)
                .mapToObj(i -> {
                    Cart cart = opened();
                    away.add("stock");
                    return refused(node(), cart).requestId();
                })
                .sorted()
                .toList();

        List<Undos.Open> first = undos.page("default", Undo.State.PENDING, "", 3);
        List<Undos.Open> second =
                undos.page("default", Undo.State.PENDING, first.getLast().requestId(), 3);

        assertThat(first).extracting(Undos.Open::requestId).containsExactlyElementsOf(requestIds.subList(0, 3));
        assertThat(second).extracting(Undos.Open::requestId).containsExactlyElementsOf(requestIds.subList(3, 5));
        assertThat(undos.page("acme", Undo.State.PENDING, "", 3)).isEmpty();
        assertThat(undos.page("default", Undo.State.NEEDS_ATTENTION, "", 3)).isEmpty();
        assertThat(undos.count(Undo.State.PENDING)).isEqualTo(5);
    }

    @Test
    void undos_that_cannot_be_read_take_no_place_of_others_in_a_page() {
        away.add("stock");
        Node node = node();
        IntStream.range(0, 5).forEach(i -> refused(node, opened()));
        List<String> ids = undos.page("default", Undo.State.PENDING, "", 5).stream()
                .map(Undos.Open::requestId)
                .toList();
        ids.subList(0, 3).forEach(id -> mongo.getCollection("carts")
                .updateOne(
                        new Document("attempts.requestId", id),
                        new Document("$set", new Document("attempts.0.undo.token", "nobody knows"))));

        assertThat(undos.page("default", Undo.State.PENDING, "", 2))
                .extracting(Undos.Open::requestId)
                .containsExactlyElementsOf(ids.subList(3, 5));
    }

    @Test
    void two_attempts_of_one_cart_are_undone_apart_from_each_other() {
        Cart cart = opened();
        away.add("stock");
        Attempt first = refused(node(), cart);
        Attempt second = refused(node(), stored(cart));

        assertThat(undos.page("default", Undo.State.PENDING, "", 10))
                .extracting(Undos.Open::requestId)
                .containsExactly(first.requestId(), second.requestId());
        assertThat(undos.page("default", Undo.State.PENDING, first.requestId(), 10))
                .extracting(Undos.Open::requestId)
                .containsExactly(second.requestId());
        away.clear();
        clock.advance(Duration.ofSeconds(1));
        node().retries.tryWhatIsDue();

        await().untilAsserted(() -> assertThat(stored(cart).attempts())
                .extracting(attempt -> attempt.undo().state())
                .containsExactly(Undo.State.DONE, Undo.State.DONE));
    }

    private Node node() {
        return Node.of(mongo, clock, traced("stock"), traced("uses"), refusing("money"));
    }

    private ReversibleActivity traced(String name) {
        return Traced.activity(name, trace, Outcome::done, () -> undoUnlessAway(name));
    }

    private ReversibleActivity refusing(String name) {
        return Traced.activity(
                name,
                trace,
                () -> Outcome.refused(Fixtures.failure(FailureType.FAILED_PAYMENT_TRANSACTION, name)),
                () -> undoUnlessAway(name));
    }

    private ReversibleActivity sleepingUntilRolledBack(String name, Cart cart) {
        return Traced.activity(
                name,
                trace,
                () -> {
                    clock.advance(Fixtures.ABANDON_AFTER.plusSeconds(1));
                    node().recovery.resumeAbandoned();
                    await().until(() -> stored(cart).status() == CartStatus.IN_PROCESS);
                    return Outcome.done();
                },
                () -> {});
    }

    private void undoUnlessAway(String name) {
        if (away.contains(name)) {
            throw new IllegalStateException(name + " unavailable");
        }
    }

    /** Retries until it needs attention. */
    private Undos.Open triedInVain(Node node, Cart cart) {
        IntStream.rangeClosed(1, 6)
                .forEach(attemptNumber -> tryAfter(node, cart, Duration.ofMinutes(2), attemptNumber));
        return undos.page("default", Undo.State.NEEDS_ATTENTION, "", 10).getFirst();
    }

    /** Advances the clock, and waits until this retry has written its result. */
    private void tryAfter(Node node, Cart cart, Duration pause, int attemptNumber) {
        clock.advance(pause);
        long token = undoOf(cart).token();
        node.retries.tryWhatIsDue();
        await().untilAsserted(() -> {
            assertThat(undoOf(cart).tries()).isEqualTo(attemptNumber);
            assertThat(undoOf(cart).token()).isEqualTo(token + 2);
        });
    }

    private static Attempt refused(Node node, Cart cart) {
        return node.checkouts.submit(cart, SUBMISSION).orElseThrow();
    }

    private Attempt abandoned(Cart cart) {
        Attempt left = Fixtures.attempt(cart, clock.instant());
        assertThat(carts.claim(cart, left)).isTrue();
        clock.advance(Fixtures.LEASE.plusSeconds(1));
        return left;
    }

    private Cart opened() {
        Cart cart = Fixtures.cart();
        assertThat(carts.open(cart)).isTrue();
        return cart;
    }

    private Cart stored(Cart cart) {
        return carts.find(cart.tenant(), cart.id()).orElseThrow();
    }

    private Undo undoOf(Cart cart) {
        return stored(cart).attempts().getLast().undo();
    }

    private Document document(Cart cart) {
        return mongo.findById("default/" + cart.id(), Document.class, "carts");
    }

    private static void inParallel(List<Runnable> work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Runnable each : work) {
                threads.submit(() -> {
                    Latches.await(start);
                    each.run();
                });
            }
            start.countDown();
        }
    }
}
