package io.checkoutsuite.cart.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.ClaimedCart;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.cart.Submission;
import io.checkoutsuite.cart.store.MongoStores;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.test.MovableClock;
import io.checkoutsuite.test.concurrency.Latches;
import io.checkoutsuite.test.servers.IndexedQueries;
import io.checkoutsuite.test.servers.TestServers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * Two processes run one attempt. The first process stops at each of its points, either forever or until the second process, which takes the
 * attempt over, has reached each of its own points. In every combination there is one decision, the reservations match it, and no caller gets
 * another outcome.
 */
class TakeOverTests {

    private static final int NEVER = Integer.MAX_VALUE;

    private static MongoClient client;
    private static MongoTemplate mongo;
    private static ExecutorService threads;

    @BeforeAll
    static void connect() {
        client = MongoClients.create(IndexedQueries.clientSettings(TestServers.mongoUri("takeover")));
        mongo = new MongoTemplate(client, TestServers.newDatabase("takeover"));
        threads = Executors.newVirtualThreadPerTaskExecutor();
    }

    @AfterAll
    static void disconnect() {
        threads.shutdownNow();
        client.close();
    }

    /** What happens to the attempt. */
    enum Course {
        /** Everything succeeds. */
        SUCCEEDS,
        /** Its payment is declined. */
        DECLINED,
        /** The first process gets no response about the payment, the second does. */
        UNANSWERED_AT_FIRST,
        /** The check passes for the first process and fails when it runs again. */
        REFUSED_LATER,
        /** It is found too late to be resumed. */
        TOO_OLD
    }

    /** How a process stops at a point. */
    enum Stop {
        FREEZES,
        DIES
    }

    @ParameterizedTest
    @EnumSource(Course.class)
    void wherever_two_processes_stop_there_is_one_decision_and_what_is_held_fits_it(Course course) {
        int runs = 0;
        for (Stop stop : Stop.values()) {
            boolean firstStopped = true;
            for (int first = 1; firstStopped; first++) {
                boolean secondStopped = true;
                for (int second = 1; secondStopped; second++) {
                    Scenario run = new Scenario(course, stop, first, second);
                    run.play();
                    firstStopped = run.first.hasStopped();
                    secondStopped = run.second.hasStopped();
                    runs++;
                }
            }
        }
        assertThat(runs).isGreaterThan(100);
    }

    /** A process that stops at one of its points. */
    private static final class SimulatedProcess {

        private final Stop how;
        private final int at;
        private final AtomicInteger passed = new AtomicInteger();
        private final CompletableFuture<String> stopped = new CompletableFuture<>();
        private final CountDownLatch wokenUp = new CountDownLatch(1);

        private SimulatedProcess(Stop how, int at) {
            this.how = how;
            this.at = at;
        }

        private void point(String name) {
            if (passed.incrementAndGet() == at) {
                stopped.complete(name);
                if (how == Stop.DIES) {
                    throw new Died();
                }
                Latches.await(wokenUp);
            }
        }

        <T> T around(String name, Supplier<T> step) {
            point("before " + name);
            T result = step.get();
            point("after " + name);
            return result;
        }

        boolean hasStopped() {
            return stopped.isDone();
        }

        /** Waits until the process has stopped or finished. */
        void runs(CompletableFuture<?> work) {
            CompletableFuture.anyOf(stopped, work.handle((done, failed) -> true))
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
        }

        /** Lets the process continue, and waits until it has finished. */
        void wakesUp(CompletableFuture<?> work) {
            wokenUp.countDown();
            Throwable trouble = work.handle((done, failed) -> failed)
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
            if (how != Stop.DIES) {
                assertThat(trouble).as("a process that stopped at %s", stopped).isNull();
            }
        }
    }

    /** The death of a process, which the process itself does not handle. */
    private static final class Died extends Error {}

    /** Another service. It reserves by request id, and a released request stays released. */
    private static final class Participant {

        private final Map<String, Boolean> held = new ConcurrentHashMap<>();

        boolean reserve(String requestId) {
            return held.merge(requestId, true, (known, wanted) -> known);
        }

        void release(String requestId) {
            held.put(requestId, false);
        }

        boolean holds(String requestId) {
            return held.getOrDefault(requestId, false);
        }
    }

    /** One attempt with one combination of stops. */
    private static final class Scenario {

        private final MovableClock clock = new MovableClock(Fixtures.NOON);
        private final Carts carts = MongoStores.cartsIn(mongo);
        private final Cart cart = Fixtures.cart();
        private final Participant stock = new Participant();
        private final Participant money = new Participant();
        private final AtomicInteger checked = new AtomicInteger();
        private final List<String> touchedLate = new CopyOnWriteArrayList<>();
        private volatile boolean takenOver;
        private final Course course;
        private final SimulatedProcess first;
        private final SimulatedProcess second;

        private Scenario(Course course, Stop stop, int firstAt, int secondAt) {
            this.course = course;
            this.first = new SimulatedProcess(stop, firstAt);
            this.second = new SimulatedProcess(stop, secondAt);
        }

        void play() {
            assertThat(carts.open(cart)).isTrue();
            Node one = node(first);
            Node two = node(second);
            CompletableFuture<Void> submitted = CompletableFuture.runAsync(
                    () -> one.checkouts.submit(cart, submission()).ifPresent(this::checkAnswered), threads);
            first.runs(submitted);
            clock.advance(
                    course == Course.TOO_OLD ? Fixtures.ABANDON_AFTER.plusSeconds(1) : Fixtures.LEASE.plusSeconds(1));
            CompletableFuture<Void> recovered = CompletableFuture.runAsync(() -> recover(two), threads);
            second.runs(recovered);
            first.wakesUp(submitted);
            second.wakesUp(recovered);
            clock.advance(Fixtures.LEASE.plusSeconds(1));
            recover(node(new SimulatedProcess(Stop.FREEZES, NEVER)));
            assertThat(faults()).as(this::toString).isEmpty();
        }

        private void recover(Node node) {
            stored().asClaimed()
                    .filter(claimed -> claimed.attempt().leaseUntil().isBefore(clock.instant()))
                    .flatMap(node.checkouts::takeOver)
                    .ifPresent(resumed -> checkAnswered(resumed.join()));
        }

        private Cart stored() {
            return carts.find(cart.tenant(), cart.id()).orElseThrow();
        }

        /** Checks the outcome that a caller gets, at the moment when it is returned. */
        private void checkAnswered(Attempt attempt) {
            if (attempt instanceof Attempt.Decided) {
                assertThat(attempt)
                        .as(this::toString)
                        .hasSameClassAs(stored().attempts().getLast());
                isNotHeldUnlessCompleted(attempt);
            }
        }

        private void isNotHeldUnlessCompleted(Attempt attempt) {
            if (attempt instanceof Attempt.RolledBack) {
                assertThat(stock.holds(attempt.requestId()) || money.holds(attempt.requestId()))
                        .as(this::toString)
                        .isFalse();
            }
        }

        private String faults() {
            Cart now = stored();
            if (now.attempts().isEmpty()) {
                return now.status().isOpen() ? "" : "never claimed, but closed";
            }
            if (!(now.attempts().getLast() instanceof Attempt.Decided attempt)) {
                return "undecided";
            }
            String requestId = attempt.requestId();
            boolean sold = attempt instanceof Attempt.Completed;
            List<String> pendingEvents = mongo
                    .findById("default/" + cart.id(), Document.class, "carts")
                    .getList("outbox", Document.class)
                    .stream()
                    .map(entry -> entry.getString("eventId"))
                    .toList();
            if (!pendingEvents.equals(List.of((sold ? "checkoutCompletion:" : "checkoutRollback:") + requestId))) {
                return "decided " + attempt.outcome() + ", but its pending events are " + pendingEvents;
            }
            if (stock.holds(requestId) != sold || money.holds(requestId) != sold) {
                return attempt.outcome() + ", but stock is reserved: " + stock.holds(requestId) + ", money: "
                        + money.holds(requestId);
            }
            // Between the renewal of a lease and the work under it, a process may be stopped for any length of time.
            if (!touchedLate.isEmpty() && !first.stopped.getNow("").equals("after renew")) {
                return "the first process continues while the second runs the attempt: " + touchedLate;
            }
            if (course == Course.SUCCEEDS && !sold) {
                return "rolled back without a reason: " + attempt;
            }
            return "";
        }

        @Override
        public String toString() {
            return course + "; the first process " + first.how + " " + first.stopped.getNow("nowhere") + ", the second "
                    + second.stopped.getNow("nowhere");
        }

        private Node node(SimulatedProcess process) {
            return Node.with(
                    mongo,
                    clock,
                    real -> new FaultyCarts(real) {
                        @Override
                        public boolean claim(Cart seen, ClaimedCart claimed) {
                            return process.around("claim", () -> super.claim(seen, claimed));
                        }

                        @Override
                        public boolean renew(ClaimedCart running, Instant leaseUntil) {
                            return process.around("renew", () -> super.renew(running, leaseUntil));
                        }

                        @Override
                        public Optional<ClaimedCart> takeOver(
                                ClaimedCart interrupted, Instant now, Instant leaseUntil) {
                            return process.around("takeOver", () -> {
                                Optional<ClaimedCart> mine = super.takeOver(interrupted, now, leaseUntil);
                                takenOver |= mine.isPresent();
                                return mine;
                            });
                        }

                        @Override
                        public boolean beginRollback(ClaimedCart running, Attempt.RollingBack failed) {
                            return process.around("beginRollback", () -> super.beginRollback(running, failed));
                        }

                        @Override
                        public Optional<List<OutboxEntry>> decide(
                                ClaimedCart running, Cart decided, OutboxEntry event) {
                            return process.around("decide", () -> {
                                Optional<List<OutboxEntry>> written = super.decide(running, decided, event);
                                written.ifPresent(pendingEvents -> isNotHeldUnlessCompleted(
                                        decided.attempts().getLast()));
                                return written;
                            });
                        }
                    },
                    List.of(),
                    new Fixtures.PlainResponses(),
                    check(process),
                    activity("stock", stock, process),
                    activity("money", money, process));
        }

        private SetUpActivity check(SimulatedProcess process) {
            return new SetUpActivity() {
                @Override
                public String name() {
                    return "check";
                }

                @Override
                public List<AttemptFailure> check(Checkout checkout) {
                    process.point("check");
                    return course == Course.REFUSED_LATER && checked.incrementAndGet() > 1
                            ? List.of(Fixtures.failure(FailureType.INVALID_CART_ITEM_CONFIG, "check"))
                            : List.of();
                }
            };
        }

        private ReversibleActivity activity(String name, Participant participant, SimulatedProcess process) {
            return new ReversibleActivity() {
                @Override
                public String name() {
                    return name;
                }

                @Override
                public ActivityResult run(Checkout checkout) {
                    if (process == first && takenOver) {
                        touchedLate.add(name);
                    }
                    return process.around("run " + name, () -> {
                        if (course == Course.UNANSWERED_AT_FIRST && process == first && name.equals("money")) {
                            throw new IllegalStateException("no response");
                        }
                        boolean refuses = course == Course.DECLINED && name.equals("money");
                        return !refuses && participant.reserve(checkout.requestId())
                                ? ActivityResult.done()
                                : ActivityResult.refused(
                                        Fixtures.failure(FailureType.FAILED_PAYMENT_TRANSACTION, name));
                    });
                }

                @Override
                public void compensate(String tenant, String requestId) {
                    process.around("compensate " + name, () -> {
                        participant.release(requestId);
                        return true;
                    });
                }
            };
        }
    }

    private static Submission submission() {
        return Fixtures.submission("k1");
    }
}
