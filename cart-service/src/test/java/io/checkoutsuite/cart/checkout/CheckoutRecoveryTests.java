package io.checkoutsuite.cart.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.cart.Undo;
import io.checkoutsuite.cart.store.StoredCarts;
import io.checkoutsuite.infra.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Checkouts that were left by their process; every test has a store of its own. */
class CheckoutRecoveryTests {

    private static MongoClient client;

    private final List<String> trace = Collections.synchronizedList(new ArrayList<>());
    private final MovableClock clock = new MovableClock(Fixtures.NOON);

    private MongoTemplate mongo;
    private Carts carts;

    @BeforeAll
    static void connect() {
        client = MongoClients.create(TestServers.mongoUri("recovery"));
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @BeforeEach
    void emptyStore() {
        mongo = new MongoTemplate(client, TestServers.newDatabase("recovery"));
        carts = StoredCarts.in(mongo);
    }

    @Test
    void a_cart_whose_process_died_is_decided_once_its_lease_is_over_and_not_before() {
        Cart cart = left();
        Node node = Node.of(mongo, clock, Traced.activity("stock", trace));

        node.recovery.decideAbandoned();
        assertThat(stored(cart).status()).isEqualTo(CartStatus.SUBMISSION_IN_PROGRESS);

        clock.advance(Duration.ofSeconds(46));
        node.recovery.decideAbandoned();
        node.recovery.decideAbandoned();

        assertThat(stored(cart).status()).isEqualTo(CartStatus.IN_PROCESS);
        assertThat(stored(cart).attempts().getLast().failure().type()).isEqualTo(FailureType.CHECKOUT_ABANDONED);
        assertThat(owed(cart)).containsExactly("checkoutRollback:" + cart.nextRequestId());
    }

    @Test
    void of_many_nodes_each_abandoned_cart_is_decided_by_one() {
        List<Cart> all = IntStream.range(0, 100).mapToObj(i -> left()).toList();
        clock.advance(Duration.ofSeconds(46));

        List<CompletableFuture<Void>> nodes = IntStream.range(0, 4)
                .mapToObj(i -> Node.of(mongo, clock, Traced.activity("stock", trace)))
                .map(node -> CompletableFuture.runAsync(node.recovery::decideAbandoned))
                .toList();
        nodes.forEach(CompletableFuture::join);

        assertThat(all).allSatisfy(cart -> {
            assertThat(stored(cart).version()).isEqualTo(3);
            assertThat(owed(cart)).hasSize(1);
        });
    }

    @Test
    void carts_that_cannot_be_undone_hold_up_no_others() {
        List<Cart> all = IntStream.range(0, 100).mapToObj(i -> left()).toList();
        Set<String> hanging = all.stream().limit(40).map(Cart::nextRequestId).collect(Collectors.toSet());
        CountDownLatch answered = new CountDownLatch(1);
        clock.advance(Duration.ofSeconds(46));
        Node node = Node.of(mongo, clock, hangingFor(hanging, answered));

        node.recovery.decideAbandoned();
        assertThat(all).allSatisfy(cart -> assertThat(stored(cart).status()).isEqualTo(CartStatus.IN_PROCESS));
        node.retries.tryWhatIsDue();

        await().atMost(Duration.ofSeconds(30)).until(() -> undone(all) == 60);
        answered.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> undone(all) == 100);
    }

    @Test
    void a_cart_that_cannot_even_be_read_holds_up_no_others() {
        Cart broken = left();
        Cart cart = left();
        mongo.getCollection("carts")
                .updateOne(
                        new Document("_id", "default/" + broken.id()),
                        new Document("$set", new Document("content", "no content at all")));
        clock.advance(Duration.ofSeconds(46));

        Node.of(mongo, clock).recovery.decideAbandoned();

        assertThat(stored(cart).status()).isEqualTo(CartStatus.IN_PROCESS);
    }

    private ReversibleActivity hangingFor(Set<String> requestIds, CountDownLatch answered) {
        return new ReversibleActivity() {
            @Override
            public String name() {
                return "stock";
            }

            @Override
            public Outcome run(Checkout checkout) {
                return Outcome.done();
            }

            @Override
            public void undo(String tenant, String requestId) {
                if (requestIds.contains(requestId)) {
                    Latches.await(answered);
                }
            }
        };
    }

    private long undone(List<Cart> all) {
        return all.stream()
                .map(cart -> stored(cart).attempts().getLast().undo().state())
                .filter(state -> state == Undo.State.DONE)
                .count();
    }

    /** A cart whose checkout has just been claimed, by a process that then died. */
    private Cart left() {
        Cart cart = Fixtures.cart();
        assertThat(carts.open(cart)).isTrue();
        Attempt attempt = Fixtures.attempt(cart, clock.instant());
        assertThat(carts.claim(cart, attempt)).isTrue();
        return cart;
    }

    private Cart stored(Cart cart) {
        return carts.find(cart.tenant(), cart.id()).orElseThrow();
    }

    private List<String> owed(Cart cart) {
        return mongo
                .findById("default/" + cart.id(), Document.class, "carts")
                .getList("outbox", Document.class)
                .stream()
                .map(entry -> entry.getString("eventId"))
                .toList();
    }
}
