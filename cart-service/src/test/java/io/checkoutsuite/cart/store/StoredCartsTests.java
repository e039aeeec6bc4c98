package io.checkoutsuite.cart.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.checkoutsuite.cart.cart.ActivityFailure;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.AwaitedPayment;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.ClaimedCart;
import io.checkoutsuite.cart.cart.Compensation;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.cart.NextAction;
import io.checkoutsuite.cart.cart.StoredResponse;
import io.checkoutsuite.cart.cart.Submission;
import io.checkoutsuite.cart.compensation.Compensations;
import io.checkoutsuite.events.PaymentSummary;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.test.servers.IndexedQueries;
import io.checkoutsuite.test.servers.TestServers;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.convert.DefaultMongoTypeMapper;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;

/** Each state of a cart as it is stored, and as a process reads it that has never written one. */
class StoredCartsTests {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final Instant LEASE_END = NOON.plusSeconds(9);
    private static final Money TOTAL = Money.of("17.00", "GBP");
    private static final StoredResponse RESPONSE = StoredResponse.of(200, 3, new byte[0]);
    private static final List<PaymentSummary> PAYMENTS =
            List.of(new PaymentSummary("p1", "simulator", TOTAL, "AUTHORIZED"));
    private static final AttemptFailure FAILURE =
            AttemptFailure.of(FailureType.FAILED_INVENTORY_CHECK, "reserveStock", "There is not enough stock");
    private static final List<ActivityFailure> FAILURES =
            List.of(new ActivityFailure("reserveStock", ActivityFailure.Step.RUN, "out of stock"));
    private static final Compensation.Pending PENDING =
            Compensation.begun(List.of(new Compensation.RemainingActivity("reserveStock", "no response")), LEASE_END);

    private static MongoClient client;
    private static String database;
    private static MongoTemplate mongo;

    private final Carts carts = MongoStores.cartsIn(mongo);

    @BeforeAll
    static void connect() {
        client = MongoClients.create(IndexedQueries.clientSettings(TestServers.mongoUri("cart")));
        database = TestServers.newDatabase("cart");
        mongo = template();
    }

    /** A template that has not yet mapped any class, and stores no class names, as in the service. */
    private static MongoTemplate template() {
        MongoTemplate template = new MongoTemplate(client, database);
        ((MappingMongoConverter) template.getConverter()).setTypeMapper(new DefaultMongoTypeMapper(null));
        return template;
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    private static Attempt.Completed completed(Attempt.Undecided attempt) {
        return ((Attempt.Running) attempt).complete(NOON, PAYMENTS, RESPONSE);
    }

    private static Attempt.RolledBack rolledBack(Attempt.Undecided attempt, @Nullable Compensation compensation) {
        return attempt.rollBack(NOON, FAILURE, FAILURES, compensation, RESPONSE);
    }

    static Stream<Function<Attempt.Undecided, Attempt.Decided>> decisions() {
        return Stream.of(
                StoredCartsTests::completed,
                attempt -> rolledBack(attempt, null),
                attempt -> rolledBack(attempt, PENDING),
                attempt -> rolledBack(attempt, PENDING.escalate(PENDING.remaining(), NOON)),
                attempt -> rolledBack(attempt, PENDING.finish(NOON)));
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void a_decision_is_read_as_it_was_made(Function<Attempt.Undecided, Attempt.Decided> decision) {
        ClaimedCart claimed = claimed(new Submission("key", "body", "ann", TOTAL, true));
        Attempt.Decided decided = decision.apply(claimed.attempt());
        Cart next = claimed.decide(decided);

        decide(claimed, next);

        assertThat(readAnew(next)).usingRecursiveComparison().isEqualTo(next);
        Document attempt = storedAttempt(next);
        assertThat(attempt.getString("outcome")).isEqualTo(decided.outcome().name());
        assertThat(attempt).doesNotContainKeys("leaseUntil", "rollback");
    }

    @Test
    void an_attempt_that_waits_for_a_payment_is_stored_with_what_it_waits_for_and_runs_again_once_it_is_taken_over() {
        ClaimedCart running = claimed(new Submission("key", "body", "ann", TOTAL, false));
        AwaitedPayment awaited = new AwaitedPayment(
                "p1",
                new NextAction("REDIRECT", "https://gateway.example/challenge", Map.of("key", "value")),
                LEASE_END.plusSeconds(600));
        Attempt.AwaitingPayment waiting =
                ((Attempt.Running) running.attempt()).await(awaited, LEASE_END.plusSeconds(600));

        assertThat(carts.suspend(running, running.awaiting(waiting))).isTrue();

        assertThat(carts.renew(running, LEASE_END.plusSeconds(1)))
                .as("a renewal of the process that ran it")
                .isFalse();
        assertThat(carts.suspend(running, running.awaiting(waiting))).isFalse();
        Cart stored = carts.find("default", running.cart().id()).orElseThrow();
        assertThat(stored.status()).isEqualTo(CartStatus.AWAITING_PAYMENT_FINALIZATION);
        assertThat(stored.attempts()).containsExactly(waiting);
        ClaimedCart mine = carts.takeOver(stored.asClaimed().orElseThrow(), NOON, LEASE_END)
                .orElseThrow();
        assertThat(mine.cart().status()).isEqualTo(CartStatus.SUBMISSION_IN_PROGRESS);
        assertThat(mine.attempt())
                .isEqualTo(new Attempt.Running(running.attempt().claim(), 2, LEASE_END, NOON));
        assertThat(carts.takeOver(stored.asClaimed().orElseThrow(), NOON, LEASE_END))
                .as("a second process")
                .isEmpty();
    }

    @Test
    void an_undecided_attempt_is_read_as_it_was_claimed_taken_over_and_failed() {
        ClaimedCart claimed = claimed(new Submission("key", "", "guest", null, false));

        assertThat(readAnew(claimed.cart())).isEqualTo(claimed.cart());
        assertThat(storedAttempt(claimed.cart()))
                .containsOnlyKeys(
                        "requestId",
                        "orderNumber",
                        "formerStatus",
                        "key",
                        "bodyHash",
                        "askedBy",
                        "startedAt",
                        "fence",
                        "leaseUntil");

        ClaimedCart mine =
                carts.takeOver(claimed, LEASE_END, LEASE_END.plusSeconds(9)).orElseThrow();
        assertThat(mine.attempt())
                .isEqualTo(new Attempt.Running(claimed.attempt().claim(), 2, LEASE_END.plusSeconds(9), null));

        Attempt.RollingBack failed = ((Attempt.Running) mine.attempt()).beginRollback(FAILURE, FAILURES);
        assertThat(carts.beginRollback(mine, failed)).isTrue();
        assertThat(readAnew(mine.cart()).asClaimed().orElseThrow().attempt()).isEqualTo(failed);
    }

    @Test
    void a_compensation_that_begins_late_is_read_as_it_was_written() {
        ClaimedCart claimed = claimed(new Submission("key", "body", "ann", TOTAL, true));
        decide(claimed, claimed.decide(rolledBack(claimed.attempt(), null)));
        String requestId = claimed.attempt().requestId();
        Compensations compensations = MongoStores.compensationsIn(mongo);

        assertThat(compensations.begin("default", requestId, PENDING)).isTrue();
        assertThat(compensations.begin("default", requestId, PENDING)).isFalse();

        Compensations.Stored<Compensation> stored =
                Compensations.Stored.of(readAnew(claimed.cart()), requestId).orElseThrow();
        assertThat(stored.compensation()).isEqualTo(PENDING);
        assertThat(compensations.replace(stored, PENDING.finish(NOON), null)).isTrue();
        assertThat(Compensations.Stored.of(readAnew(claimed.cart()), requestId))
                .contains(stored.with(PENDING.finish(NOON)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"decidedAt", "failure", "failures", "response"})
    void a_decided_attempt_without_what_its_decision_wrote_cannot_be_read_and_says_why(String field) {
        ClaimedCart claimed = claimed(new Submission("key", "body", "ann", TOTAL, true));
        decide(claimed, claimed.decide(rolledBack(claimed.attempt(), null)));

        remove(claimed.cart(), field);

        assertThatThrownBy(() -> readAnew(claimed.cart()))
                .hasMessageContaining(claimed.attempt().requestId() + " was decided without a ");
    }

    @Test
    void an_undecided_attempt_without_a_lease_cannot_be_read() {
        ClaimedCart claimed = claimed(new Submission("key", "body", "ann", TOTAL, true));

        remove(claimed.cart(), "leaseUntil");

        assertThatThrownBy(() -> readAnew(claimed.cart())).hasMessageContaining("is undecided without a lease");
    }

    private ClaimedCart claimed(Submission submission) {
        Cart cart = Cart.opened(
                UUID.randomUUID().toString().replace("-", ""),
                "default",
                CartStatus.IN_PROCESS,
                CartContent.empty(Currency.getInstance("GBP"), "ann", null, NOON),
                List.of());
        assertThat(carts.open(cart)).isTrue();
        ClaimedCart claimed = cart.asOpen().orElseThrow().claim(cart.content(), submission, "100001", NOON, LEASE_END);
        assertThat(carts.claim(cart, claimed)).isTrue();
        return claimed;
    }

    private void decide(ClaimedCart claimed, Cart decided) {
        String requestId = claimed.attempt().requestId();
        OutboxEntry event =
                new OutboxEntry("event:" + requestId, "event", decided.id(), "default", requestId, NOON, "{}");
        assertThat(carts.decide(claimed, decided, event)).isPresent();
    }

    private static void remove(Cart cart, String field) {
        mongo.getCollection("carts")
                .updateOne(
                        new Document("_id", "default/" + cart.id()),
                        new Document("$unset", new Document("attempts.0." + field, "")));
    }

    /** The cart as a process reads it that has not yet mapped any class. */
    private static Cart readAnew(Cart cart) {
        return MongoStores.cartsIn(template()).find(cart.tenant(), cart.id()).orElseThrow();
    }

    private static Document storedAttempt(Cart cart) {
        return mongo.findById("default/" + cart.id(), Document.class, "carts")
                .getList("attempts", Document.class)
                .getFirst();
    }
}
