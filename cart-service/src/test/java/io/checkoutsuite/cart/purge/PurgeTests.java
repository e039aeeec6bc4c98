package io.checkoutsuite.cart.purge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.ClaimedCart;
import io.checkoutsuite.cart.cart.Submission;
import io.checkoutsuite.cart.store.MongoStores;
import io.checkoutsuite.mongo.Leases;
import io.checkoutsuite.test.MovableClock;
import io.checkoutsuite.test.concurrency.Concurrently;
import io.checkoutsuite.test.servers.IndexedQueries;
import io.checkoutsuite.test.servers.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.data.mongodb.core.MongoTemplate;

class PurgeTests {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);
    private static final MongoClient CLIENT =
            MongoClients.create(IndexedQueries.clientSettings(TestServers.mongoUri("purge")));

    private final MovableClock clock = new MovableClock(NOON);
    private MongoTemplate mongo;
    private Carts carts;

    @BeforeEach
    void emptyStore() {
        mongo = new MongoTemplate(CLIENT, TestServers.newDatabase("purge"));
        carts = MongoStores.cartsIn(mongo);
    }

    @AfterAll
    static void close() {
        CLIENT.close();
    }

    private static PurgeSettings settings(boolean enabled, Duration age, List<CartStatus> statuses, int batch) {
        return new PurgeSettings(
                enabled, age, statuses, Duration.ofDays(365), batch, Duration.ofHours(48), Duration.ofDays(3_650));
    }

    private static PurgeSettings open(int batch) {
        return settings(true, MONTH, List.of(CartStatus.IN_PROCESS), batch);
    }

    private Purge node(PurgeSettings settings, PurgeHook hook) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of("hook", hook));
        return new Purge(
                MongoStores.purgeableCartsIn(mongo),
                carts,
                beans.getBeanProvider(PurgeHook.class),
                new Leases(mongo, clock),
                settings,
                clock);
    }

    private Purge node(PurgeSettings settings) {
        return node(settings, cart -> {});
    }

    private Cart cartChanged(Duration ago) {
        return cartChanged(ago, CartStatus.IN_PROCESS);
    }

    private Cart cartChanged(Duration ago, CartStatus status) {
        CartContent content = CartContent.empty(
                Currency.getInstance("GBP"), "ann", null, clock.instant().minus(ago));
        Cart cart = Cart.opened(UUID.randomUUID().toString().replace("-", ""), "default", status, content, List.of());
        assertThat(carts.open(cart)).isTrue();
        return cart;
    }

    private boolean isThere(Cart cart) {
        return carts.find("default", cart.id()).isPresent();
    }

    private void mark(Cart cart, String field, Object value) {
        mongo.getCollection("carts")
                .updateOne(
                        new Document("_id", "default/" + cart.id()), new Document("$set", new Document(field, value)));
    }

    @Test
    void a_purge_without_a_selection_of_carts_is_refused() {
        assertThatThrownBy(() -> settings(true, null, List.of(CartStatus.IN_PROCESS), 50))
                .hasMessageContaining("suite.purge.age");
        assertThatThrownBy(() -> settings(true, MONTH, List.of(), 50)).hasMessageContaining("suite.purge.statuses");
        assertThatThrownBy(() -> settings(true, Duration.ZERO, List.of(CartStatus.IN_PROCESS), 50))
                .hasMessageContaining("at least a day");
        assertThatThrownBy(() -> settings(true, MONTH, List.of(CartStatus.SUBMISSION_IN_PROGRESS), 50))
                .hasMessageContaining("never one that is being checked out");
        assertThatThrownBy(() -> open(0)).hasMessageContaining("batch");
        assertThat(settings(false, null, List.of(), 50).enabled()).isFalse();
    }

    @Test
    void a_hundred_and_twenty_old_carts_go_in_three_runs_and_younger_ones_stay() {
        for (int i = 0; i < 120; i++) {
            cartChanged(MONTH.plusDays(2 + i % 5));
        }
        Cart young = cartChanged(MONTH.minusDays(1));
        Purge purge = node(open(50));

        assertThat(purge.run()).isEqualTo(50);
        assertThat(purge.run()).isEqualTo(50);
        assertThat(purge.run()).isEqualTo(20);
        assertThat(purge.run()).isZero();
        assertThat(isThere(young)).isTrue();
    }

    @Test
    void a_cart_that_cannot_be_purged_blocks_no_other_and_is_retried_once_after_its_delay() {
        Cart stuck = cartChanged(MONTH.plusDays(2));
        List<String> tried = new ArrayList<>();
        Purge purge = node(open(1), cart -> {
            tried.add(cart.id());
            if (cart.id().equals(stuck.id())) {
                throw new IllegalStateException("the archive is full");
            }
        });

        assertThat(purge.run()).isZero();
        Cart other = cartChanged(MONTH.plusDays(3));
        assertThat(purge.run()).isEqualTo(1);
        assertThat(isThere(other)).isFalse();

        clock.advance(Duration.ofHours(47));
        purge.run();
        assertThat(tried).containsExactly(stuck.id(), other.id());
        Document deferral = mongo.getCollection("carts")
                .find(new Document("_id", "default/" + stuck.id()))
                .first()
                .get("purgeDeferral", Document.class);
        assertThat(deferral.getString("reason")).contains("the archive is full");
        assertThat(deferral.getDate("until").toInstant()).isEqualTo(NOON.plus(Duration.ofHours(48)));

        clock.advance(Duration.ofHours(2));
        purge.run();
        purge.run();
        assertThat(tried).containsExactly(stuck.id(), other.id(), stuck.id());
        assertThat(isThere(stuck)).isTrue();
    }

    @Test
    void a_cart_that_cannot_even_be_read_blocks_no_other() {
        Cart broken = cartChanged(MONTH.plusDays(3));
        mark(broken, "content", "no content at all");
        Cart other = cartChanged(MONTH.plusDays(2));
        Purge purge = node(open(1));

        purge.run();
        purge.run();

        assertThat(isThere(other)).isFalse();
        assertThat(mongo.getCollection("carts")
                        .find(new Document("_id", "default/" + broken.id()))
                        .first()
                        .get("purgeDeferral"))
                .isNotNull();
    }

    @Test
    void nodes_that_run_at_once_handle_each_cart_once() {
        for (int i = 0; i < 60; i++) {
            cartChanged(MONTH.plusDays(2));
        }
        ConcurrentLinkedQueue<String> handled = new ConcurrentLinkedQueue<>();

        List<Integer> removed = Concurrently.times(4, node -> {
            Purge purge = node(open(50), cart -> handled.add(cart.id()));
            return purge.run() + purge.run();
        });

        assertThat(removed.stream().mapToInt(Integer::intValue).sum()).isEqualTo(60);
        assertThat(handled).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void a_cart_in_checkout_is_never_purged_however_old() {
        Cart old = cartChanged(MONTH.plusDays(400));
        ClaimedCart claimed = old.asOpen()
                .orElseThrow()
                .claim(
                        old.content(),
                        new Submission("key", "", "ann", null, false),
                        "100001",
                        NOON.minus(MONTH.plusDays(300)),
                        NOON.minus(MONTH.plusDays(299)));
        assertThat(carts.claim(old, claimed)).isTrue();

        assertThat(node(settings(true, MONTH, List.of(CartStatus.IN_PROCESS, CartStatus.SUBMITTED), 50))
                        .run())
                .isZero();
        assertThat(MongoStores.purgeableCartsIn(mongo).remove(old)).isFalse();
        assertThat(isThere(old)).isTrue();
    }

    @Test
    void a_cart_that_was_changed_or_claimed_since_it_was_found_stays() {
        Cart seen = cartChanged(MONTH.plusDays(2));
        Purge purge = node(
                open(50),
                cart -> assertThat(carts.change(cart, cart.content(), null)).isTrue());

        assertThat(purge.run()).isZero();
        assertThat(isThere(seen)).isTrue();
    }

    @Test
    void a_cart_with_a_pending_event_or_compensation_stays() {
        Cart withPendingEvent = cartChanged(MONTH.plusDays(2));
        Cart withPendingCompensation = cartChanged(MONTH.plusDays(2));
        Cart withNothingPending = cartChanged(MONTH.plusDays(2));
        mark(withPendingEvent, "outboxPending", true);
        mark(
                withPendingCompensation,
                "attempts",
                List.of(new Document("compensation", new Document("state", "PENDING"))));
        List<Cart> found = new ArrayList<>();

        assertThat(node(open(50), found::add).run()).isEqualTo(1);

        assertThat(found).extracting(Cart::id).containsExactly(withNothingPending.id());
    }

    @Test
    void a_submitted_cart_is_retained_for_its_own_time() {
        Cart bought = cartChanged(Duration.ofDays(300), CartStatus.SUBMITTED);
        Cart boughtLongAgo = cartChanged(Duration.ofDays(400), CartStatus.SUBMITTED);

        node(settings(true, MONTH, List.of(CartStatus.IN_PROCESS, CartStatus.SUBMITTED), 50))
                .run();

        assertThat(isThere(bought)).isTrue();
        assertThat(isThere(boughtLongAgo)).isFalse();
    }

    @Test
    void of_a_customer_with_an_order_only_the_old_open_carts_go() {
        Cart ordered = cartChanged(Duration.ofDays(300), CartStatus.SUBMITTED);
        Cart leftOpen = cartChanged(MONTH.plusDays(2));

        node(settings(true, MONTH, List.of(CartStatus.IN_PROCESS, CartStatus.SUBMITTED), 50))
                .run();

        assertThat(isThere(leftOpen)).isFalse();
        assertThat(isThere(ordered)).isTrue();
    }
}
