package io.checkoutsuite.cart.checkout;

import static io.checkoutsuite.cart.checkout.Fixtures.completed;
import static io.checkoutsuite.cart.checkout.Fixtures.rolledBack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.CartView;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.ClaimedCart;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.cart.Submission;
import io.checkoutsuite.cart.checkout.checks.Checks;
import io.checkoutsuite.cart.store.MongoStores;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.test.MovableClock;
import io.checkoutsuite.test.concurrency.Latches;
import io.checkoutsuite.test.servers.IndexedQueries;
import io.checkoutsuite.test.servers.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Checkouts that were interrupted because their process died. Every test has its own store. */
@ExtendWith(OutputCaptureExtension.class)
class CheckoutRecoveryTests {

    private static final Duration OVER = Fixtures.LEASE.plusSeconds(1);
    private static final Duration TOO_OLD = Fixtures.ABANDON_AFTER.plusSeconds(1);

    private static MongoClient client;

    private final List<String> trace = Collections.synchronizedList(new ArrayList<>());
    private final MovableClock clock = new MovableClock(Fixtures.NOON);

    private MongoTemplate mongo;
    private Carts carts;

    @BeforeAll
    static void connect() {
        client = MongoClients.create(IndexedQueries.clientSettings(TestServers.mongoUri("recovery")));
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @BeforeEach
    void emptyStore() {
        mongo = new MongoTemplate(client, TestServers.newDatabase("recovery"));
        carts = MongoStores.cartsIn(mongo);
    }

    @Test
    void an_attempt_whose_process_died_is_resumed_once_its_lease_is_over_and_not_before() {
        Cart cart = interrupted();
        Node node = Node.of(mongo, clock, TracedActivities.activity("stock", trace));

        node.recovery.resumeInterrupted();
        assertThat(stored(cart).status()).isEqualTo(CartStatus.SUBMISSION_IN_PROGRESS);
        assertThat(attempt(cart).fence()).as("no process has taken it over").isEqualTo(1);
        assertThat(carts.withExpiredLease(clock.instant(), null, 10)).isEmpty();

        clock.advance(OVER);
        node.recovery.resumeInterrupted();
        await().until(() -> isDecided(cart));
        node.recovery.resumeInterrupted();

        Attempt attempt = attempt(cart);
        assertThat(stored(cart).status()).isEqualTo(CartStatus.SUBMITTED);
        assertThat(completed(attempt).response().status()).isEqualTo(200);
        assertThat(attempt.orderNumber()).isEqualTo("100001");
        assertThat(trace).containsExactly("stock");
        assertThat(pendingEventIds(cart)).containsExactly("checkoutCompletion:" + cart.nextRequestId());
    }

    @Test
    void an_outage_of_the_database_is_one_line_of_the_log_and_not_one_a_second(CapturedOutput log) {
        Node node = Node.with(
                mongo,
                clock,
                real -> new FaultyCarts(real) {
                    @Override
                    public List<Key> withExpiredLease(Instant now, @Nullable Key after, int limit) {
                        throw new DataAccessResourceFailureException("The database is unavailable");
                    }
                },
                List.of(),
                new Fixtures.PlainResponses());

        IntStream.range(0, 30).forEach(second -> node.recovery.resumeInterrupted());

        assertThat(log.getAll().lines().filter(line -> line.contains("The search for interrupted checkouts failed")))
                .hasSize(1);
    }

    @Test
    void a_resumed_attempt_is_checked_against_the_total_that_its_buyer_was_shown() {
        Cart cart = Fixtures.cart();
        assertThat(carts.open(cart)).isTrue();
        Submission submission = new Submission("key", "body", "ann", Money.of("16.00", "GBP"), false);
        assertThat(carts.claim(cart, Fixtures.claimed(cart, submission, clock.instant())))
                .isTrue();
        clock.advance(OVER);

        Node.of(mongo, clock, Checks.pricing(), TracedActivities.activity("stock", trace))
                .recovery
                .resumeInterrupted();
        await().until(() -> isDecided(cart));

        assertThat(rolledBack(attempt(cart)).failure().type()).isEqualTo(FailureType.STALE_CART_PRICING_HIGHER);
        assertThat(attempt(cart).claim().submission().key()).isEqualTo("key");
    }

    @Test
    void what_is_refused_while_it_is_resumed_is_rolled_back_with_everything_that_the_dead_process_may_have_done() {
        Cart cart = interrupted();
        clock.advance(OVER);
        Node node = Node.of(
                mongo,
                clock,
                TracedActivities.activity(
                        "stock",
                        trace,
                        () -> ActivityResult.refused(Fixtures.failure(FailureType.FAILED_INVENTORY_CHECK, "stock")),
                        () -> {}),
                TracedActivities.activity("money", trace));

        node.recovery.resumeInterrupted();
        await().until(() -> isDecided(cart));

        assertThat(trace).containsExactly("stock", "compensate money", "compensate stock");
        assertThat(rolledBack(attempt(cart)).failure().type()).isEqualTo(FailureType.FAILED_INVENTORY_CHECK);
        assertThat(pendingEventIds(cart)).containsExactly("checkoutRollback:" + cart.nextRequestId());
    }

    @Test
    void a_service_that_is_unavailable_while_an_attempt_is_resumed_is_asked_again_until_the_attempt_is_too_old() {
        Cart lucky = interrupted();
        Cart unlucky = interrupted();
        Set<String> unavailableFor = java.util.concurrent.ConcurrentHashMap.newKeySet();
        unavailableFor.addAll(List.of(lucky.nextRequestId(), unlucky.nextRequestId()));
        Node node = Node.of(mongo, clock, unavailable(unavailableFor));
        clock.advance(OVER);

        resumesInVain(node, 2);
        unavailableFor.remove(lucky.nextRequestId());
        clock.advance(Duration.ofSeconds(3));
        resumesInVain(node, 1);

        await().until(() -> isDecided(lucky));
        assertThat(stored(lucky).status()).isEqualTo(CartStatus.SUBMITTED);
        clock.advance(TOO_OLD);
        node.recovery.resumeInterrupted();
        await().until(() -> isDecided(unlucky));
        assertThat(rolledBack(attempt(unlucky)).failure().type()).isEqualTo(FailureType.CHECKOUT_ABANDONED);
    }

    /** Waits until that many attempts have called the unavailable service. */
    private void resumesInVain(Node node, int attempts) {
        trace.clear();
        node.recovery.resumeInterrupted();
        await().until(() -> trace.stream().filter("unavailable"::equals).count() == attempts);
        await().until(() -> mongo.getCollection("carts")
                        .countDocuments(new Document(
                                "leaseUntil",
                                java.util.Date.from(clock.instant().plusMillis(1_999))))
                == attempts);
    }

    private ReversibleActivity unavailable(Set<String> requestIds) {
        return new ReversibleActivity() {
            @Override
            public String name() {
                return "stock";
            }

            @Override
            public ActivityResult run(Checkout checkout) {
                if (requestIds.contains(checkout.requestId())) {
                    trace.add("unavailable");
                    throw new IllegalStateException("stock is unavailable");
                }
                return ActivityResult.done();
            }

            @Override
            public void compensate(String tenant, String requestId) {}
        };
    }

    @Test
    void an_attempt_that_is_too_old_is_rolled_back_and_runs_nothing() {
        Cart cart = interrupted();
        clock.advance(TOO_OLD);

        Node.of(mongo, clock, TracedActivities.activity("stock", trace))
                .recovery
                .resumeInterrupted();
        await().until(() -> isDecided(cart));

        assertThat(stored(cart).status()).isEqualTo(CartStatus.IN_PROCESS);
        assertThat(rolledBack(attempt(cart)).failure().type()).isEqualTo(FailureType.CHECKOUT_ABANDONED);
        assertThat(trace).containsExactly("compensate stock");
    }

    @Test
    void a_live_process_keeps_its_attempt_however_long_an_activity_takes() {
        Cart cart = Fixtures.cart();
        assertThat(carts.open(cart)).isTrue();
        Node other = Node.of(mongo, clock, TracedActivities.activity("money", trace));
        AtomicInteger renewals = new AtomicInteger();
        Node[] own = new Node[1];
        own[0] = Node.of(
                mongo,
                clock,
                TracedActivities.activity(
                        "money",
                        trace,
                        () -> {
                            for (int i = 0; i < 10; i++) {
                                clock.advance(Fixtures.LEASE.dividedBy(2));
                                own[0].leases.renewDue();
                                await().until(() -> claimed(cart)
                                        .attempt()
                                        .leaseUntil()
                                        .equals(clock.instant().plus(Fixtures.LEASE)));
                                renewals.incrementAndGet();
                                other.recovery.resumeInterrupted();
                            }
                            return ActivityResult.done();
                        },
                        () -> {}));

        Attempt attempt = own[0].checkouts.submit(cart, submission()).orElseThrow();

        assertThat(attempt).isInstanceOf(Attempt.Completed.class);
        assertThat(attempt.fence()).isEqualTo(1);
        assertThat(renewals).hasValue(10);
        assertThat(trace).containsExactly("money");
    }

    @Test
    void a_lease_is_not_renewed_in_the_first_third_of_its_time() {
        Cart cart = Fixtures.cart();
        assertThat(carts.open(cart)).isTrue();
        AtomicInteger renewals = new AtomicInteger();
        Node[] own = new Node[1];
        own[0] = Node.with(
                mongo,
                clock,
                real -> new FaultyCarts(real) {
                    @Override
                    public boolean renew(ClaimedCart running, Instant leaseUntil) {
                        renewals.incrementAndGet();
                        return super.renew(running, leaseUntil);
                    }
                },
                List.of(),
                new Fixtures.PlainResponses(),
                TracedActivities.activity(
                        "money",
                        trace,
                        () -> {
                            clock.advance(Fixtures.LEASE.dividedBy(3).minusMillis(1));
                            own[0].leases.renewDue();
                            return ActivityResult.done();
                        },
                        () -> {}));

        own[0].checkouts.submit(cart, submission());

        assertThat(renewals).hasValue(0);
    }

    @Test
    void a_process_that_stops_hands_its_attempts_over_so_that_another_goes_on_at_once() throws Exception {
        Cart cart = Fixtures.cart();
        assertThat(carts.open(cart)).isTrue();
        CountDownLatch gateway = new CountDownLatch(1);
        Node stopping = Node.of(
                mongo,
                clock,
                TracedActivities.activity(
                        "money",
                        trace,
                        () -> {
                            Latches.await(gateway);
                            return ActivityResult.done();
                        },
                        () -> {}),
                TracedActivities.activity("never here", trace));
        CompletableFuture<Attempt> left =
                stopping.checkouts.begin(cart, submission()).orElseThrow().decided();
        await().until(() -> trace.contains("money"));

        stopping.leases.stop();
        Node other = Node.of(
                mongo, clock, TracedActivities.activity("money", trace), TracedActivities.activity("stock", trace));
        other.recovery.resumeInterrupted();
        await().until(() -> isDecided(cart));
        gateway.countDown();

        assertThat(left.get(10, java.util.concurrent.TimeUnit.SECONDS)).isInstanceOf(Attempt.Completed.class);
        assertThat(trace).containsExactly("money", "money", "stock");
    }

    @Test
    void holds_whose_time_is_half_over_are_extended_before_the_decision_and_a_lost_one_refuses_it() {
        Cart cart = Fixtures.cart();
        Cart unlucky = Fixtures.cart();
        assertThat(carts.open(cart)).isTrue();
        assertThat(carts.open(unlucky)).isTrue();
        Duration half = Fixtures.settings().reservationLease().dividedBy(2);
        Node node = Node.of(
                mongo,
                clock,
                holding("stock", unlucky.nextRequestId()),
                TracedActivities.activity(
                        "money",
                        trace,
                        () -> {
                            clock.advance(half.plusSeconds(1));
                            return ActivityResult.done();
                        },
                        () -> {}));

        Attempt sold = node.checkouts.submit(cart, submission()).orElseThrow();
        assertThat(sold).isInstanceOf(Attempt.Completed.class);
        assertThat(trace).containsExactly("stock", "money", "extend stock");

        Attempt lost = node.checkouts.submit(unlucky, submission()).orElseThrow();
        assertThat(rolledBack(lost).failure().type()).isEqualTo(FailureType.FAILED_INVENTORY_CHECK);
        assertThat(trace).endsWith("extend stock", "compensate money", "compensate stock");
    }

    @Test
    void a_lease_that_is_renewed_just_when_it_was_found_over_is_not_taken_over() {
        Cart cart = interrupted();
        clock.advance(OVER);
        ClaimedCart running = claimed(cart);
        Node node = Node.with(
                mongo,
                clock,
                real -> new FaultyCarts(real) {
                    @Override
                    public List<Key> withExpiredLease(Instant now, Key after, int limit) {
                        List<Key> found = super.withExpiredLease(now, after, limit);
                        assertThat(found).hasSize(1);
                        assertThat(renew(running, now.plus(Fixtures.LEASE))).isTrue();
                        return found;
                    }
                },
                List.of(),
                new Fixtures.PlainResponses(),
                TracedActivities.activity("stock", trace));

        node.recovery.resumeInterrupted();

        assertThat(attempt(cart).fence()).isEqualTo(1);
        assertThat(trace).isEmpty();
    }

    @Test
    void of_a_renewal_and_a_take_over_of_one_lease_the_first_wins() {
        Cart cart = interrupted();
        clock.advance(OVER);
        Node node = Node.with(
                mongo,
                clock,
                real -> new FaultyCarts(real) {
                    @Override
                    public Optional<ClaimedCart> takeOver(ClaimedCart running, Instant now, Instant leaseUntil) {
                        assertThat(renew(running, clock.instant().plus(Fixtures.LEASE)))
                                .isTrue();
                        return super.takeOver(running, now, leaseUntil);
                    }
                },
                List.of(),
                new Fixtures.PlainResponses(),
                TracedActivities.activity("stock", trace));

        assertThat(node.checkouts.takeOver(claimed(cart))).isEmpty();

        assertThat(attempt(cart).fence()).isEqualTo(1);
    }

    @Test
    void who_was_overtaken_writes_nothing_more() {
        Cart cart = interrupted();
        ClaimedCart overtaken = claimed(cart);
        Instant later = clock.instant().plus(OVER);
        assertThat(carts.takeOver(overtaken, later, later)).isPresent();
        ClaimedCart before = claimed(cart);

        assertThat(carts.renew(overtaken, later)).isFalse();
        assertThat(carts.takeOver(overtaken, later, later)).isEmpty();
        assertThat(carts.beginRollback(overtaken, failed(overtaken))).isFalse();

        assertThat(claimed(cart)).isEqualTo(before);
        assertThat(carts.renew(before, later)).isTrue();
        assertThat(carts.beginRollback(before, failed(before))).isTrue();
    }

    @Test
    void of_many_nodes_each_interrupted_attempt_is_resumed_by_one() {
        List<Cart> all = IntStream.range(0, 100).mapToObj(i -> interrupted()).toList();
        clock.advance(OVER);

        List<CompletableFuture<Void>> nodes = IntStream.range(0, 4)
                .mapToObj(i -> Node.of(mongo, clock, TracedActivities.activity("stock", trace)))
                .map(node -> CompletableFuture.runAsync(node.recovery::resumeInterrupted, Thread::startVirtualThread))
                .toList();
        nodes.forEach(CompletableFuture::join);
        await().until(() -> all.stream().allMatch(this::isDecided));

        assertThat(trace).hasSize(100);
        assertThat(all).allSatisfy(cart -> {
            assertThat(stored(cart).version()).isEqualTo(3);
            assertThat(attempt(cart).fence()).isEqualTo(2);
            assertThat(pendingEventIds(cart)).hasSize(1);
        });
    }

    @Test
    void attempts_whose_services_are_unavailable_hold_up_no_others() {
        List<Cart> all = IntStream.range(0, 100).mapToObj(i -> interrupted()).toList();
        Set<String> hanging = all.stream().limit(40).map(Cart::nextRequestId).collect(Collectors.toSet());
        CountDownLatch answered = new CountDownLatch(1);
        clock.advance(OVER);
        Node node = Node.of(mongo, clock, hangingFor(hanging, answered));

        node.recovery.resumeInterrupted();

        await().atMost(Duration.ofSeconds(30)).until(() -> decided(all) == 60);
        answered.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> decided(all) == 100);
    }

    @Test
    void interrupted_attempts_are_found_page_by_page_whatever_the_order_in_which_they_were_left() {
        List<String> all = IntStream.range(0, 30)
                .mapToObj(i -> {
                    clock.advance(Duration.ofSeconds(1));
                    return interrupted().id();
                })
                .toList();
        clock.advance(OVER);

        List<Carts.Key> found = new ArrayList<>();
        List<Carts.Key> page;
        do {
            page = carts.withExpiredLease(clock.instant(), found.isEmpty() ? null : found.getLast(), 7);
            found.addAll(page);
        } while (page.size() == 7);

        assertThat(found).extracting(Carts.Key::cartId).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void more_attempts_than_fit_a_batch_that_cannot_be_read_hide_no_others() {
        List<Cart> broken =
                IntStream.range(0, 600).mapToObj(i -> interrupted("0")).toList();
        mongo.getCollection("carts")
                .updateMany(new Document(), new Document("$set", new Document("content", "no content at all")));
        Cart cart = interrupted("f");
        clock.advance(OVER);

        Node.of(mongo, clock).recovery.resumeInterrupted();

        await().until(() -> isDecided(cart));
        assertThat(broken).hasSize(600);
    }

    @Test
    void more_attempts_than_fit_a_batch_that_cannot_be_decided_hide_no_others() {
        IntStream.range(0, 600).forEach(i -> interrupted("0"));
        Cart cart = interrupted("f");
        clock.advance(OVER);
        Node node = Node.with(
                mongo, clock, java.util.function.UnaryOperator.identity(), List.of(), new Fixtures.PlainResponses() {
                    @Override
                    public io.checkoutsuite.cart.cart.StoredResponse completed(CartView submitted, Attempt attempt) {
                        if (!submitted.id().equals(cart.id())) {
                            throw new IllegalStateException("no response for this cart");
                        }
                        return super.completed(submitted, attempt);
                    }
                });

        await().until(() -> {
            node.recovery.resumeInterrupted();
            return isDecided(cart);
        });
    }

    @Test
    void a_primary_that_steps_down_during_the_scan_delays_no_checkout() {
        Cart first = interrupted("0");
        Cart second = interrupted("f");
        AtomicBoolean stepsDown = new AtomicBoolean(true);
        AtomicInteger reads = new AtomicInteger();
        Node node = Node.with(
                mongo,
                clock,
                real -> new FaultyCarts(real) {
                    @Override
                    public Optional<Cart> find(String tenant, String cartId) {
                        reads.incrementAndGet();
                        if (stepsDown.get()) {
                            throw Fixtures.databaseException(10107);
                        }
                        return super.find(tenant, cartId);
                    }
                },
                List.of(),
                new Fixtures.PlainResponses(),
                TracedActivities.activity("stock", trace));
        clock.advance(OVER);

        node.recovery.resumeInterrupted();
        assertThat(reads).as("the search stops at the first error").hasValue(1);
        stepsDown.set(false);
        node.recovery.resumeInterrupted();

        await().until(() -> isDecided(first) && isDecided(second));
    }

    private ReversibleActivity holding(String name, String lostFor) {
        return new ReversibleActivity() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public ActivityResult run(Checkout checkout) {
                trace.add(name);
                return ActivityResult.done();
            }

            @Override
            public ActivityResult extend(Checkout checkout) {
                trace.add("extend " + name);
                return checkout.requestId().equals(lostFor)
                        ? ActivityResult.refused(Fixtures.failure(FailureType.FAILED_INVENTORY_CHECK, name))
                        : ActivityResult.done();
            }

            @Override
            public void compensate(String tenant, String requestId) {
                trace.add("compensate " + name);
            }
        };
    }

    private ReversibleActivity hangingFor(Set<String> requestIds, CountDownLatch answered) {
        return new ReversibleActivity() {
            @Override
            public String name() {
                return "stock";
            }

            @Override
            public ActivityResult run(Checkout checkout) {
                if (requestIds.contains(checkout.requestId())) {
                    Latches.await(answered);
                }
                return ActivityResult.done();
            }

            @Override
            public void compensate(String tenant, String requestId) {}
        };
    }

    private long decided(List<Cart> all) {
        return all.stream().filter(this::isDecided).count();
    }

    private boolean isDecided(Cart cart) {
        return attempt(cart) instanceof Attempt.Decided;
    }

    private static Attempt.RollingBack failed(ClaimedCart claimed) {
        Attempt.Running running = (Attempt.Running) claimed.attempt();
        return running.beginRollback(Fixtures.failure(FailureType.FAILED_PAYMENT_TRANSACTION, "money"), List.of());
    }

    private ClaimedCart claimed(Cart cart) {
        return stored(cart).asClaimed().orElseThrow();
    }

    private Attempt attempt(Cart cart) {
        return stored(cart).attempts().getLast();
    }

    /** A cart that was just claimed for a checkout by a process that then died. */
    private Cart interrupted() {
        return interrupted("");
    }

    /** @param first the prefix of its id */
    private Cart interrupted(String first) {
        Cart any = Fixtures.cart();
        Cart cart = Cart.opened(
                first + any.id().substring(first.length()), any.tenant(), any.status(), any.content(), List.of());
        assertThat(carts.open(cart)).isTrue();
        assertThat(carts.claim(cart, Fixtures.claimed(cart, clock.instant()))).isTrue();
        return cart;
    }

    private Cart stored(Cart cart) {
        return carts.find(cart.tenant(), cart.id()).orElseThrow();
    }

    private static Submission submission() {
        return Fixtures.submission("k1");
    }

    private List<String> pendingEventIds(Cart cart) {
        return mongo
                .findById("default/" + cart.id(), Document.class, "carts")
                .getList("outbox", Document.class)
                .stream()
                .map(entry -> entry.getString("eventId"))
                .toList();
    }
}
