package io.checkoutsuite.payment.recovery;

import static io.checkoutsuite.payment.journey.PaymentApiClient.newRequest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.mongo.UnreadableDocumentException;
import io.checkoutsuite.payment.authorization.Authorization;
import io.checkoutsuite.payment.authorization.AuthorizationOutcome;
import io.checkoutsuite.payment.authorization.AuthorizationState;
import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.BegunAuthorization;
import io.checkoutsuite.payment.authorization.Bound;
import io.checkoutsuite.payment.authorization.FailedAuthorization;
import io.checkoutsuite.payment.authorization.FailureOutcome;
import io.checkoutsuite.payment.authorization.PaymentPurpose;
import io.checkoutsuite.payment.authorization.PaymentSettings;
import io.checkoutsuite.payment.authorization.PaymentSettingsFixture;
import io.checkoutsuite.payment.authorization.Running;
import io.checkoutsuite.payment.checkout.BindPayments;
import io.checkoutsuite.payment.checkout.InboxEntryFixture;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationRequest.Action;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse;
import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.payment.journey.CartServiceStub;
import io.checkoutsuite.payment.journey.PaymentApiClient;
import io.checkoutsuite.payment.journey.PaymentServiceTest;
import io.checkoutsuite.payment.payment.BillingAddress;
import io.checkoutsuite.payment.payment.Lease;
import io.checkoutsuite.payment.payment.PaymentIntents;
import io.checkoutsuite.payment.payment.PendingOperation;
import io.checkoutsuite.payment.payment.Transaction;
import io.checkoutsuite.payment.payment.TransactionSource;
import io.checkoutsuite.payment.payment.TransactionType;
import io.checkoutsuite.payment.reversal.ReversePayments;
import io.checkoutsuite.payment.simulator.SimulatorGateway;
import io.checkoutsuite.test.http.ApiResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** The recovery of authorizations whose process died before it finished them. */
@PaymentServiceTest
class AuthorizationRecoveryTests {

    private static final Duration LONG_AGO = Duration.ofHours(1);
    private static final String COLLECTION = "authorizations";

    @Autowired
    Authorizations authorizations;

    @Autowired
    ReversePayments reversePayments;

    @Autowired
    BindPayments bindPayments;

    @Autowired
    SimulatorGateway simulator;

    @Autowired
    PaymentApiClient payments;

    @Autowired
    Clock clock;

    @Autowired
    MongoOperations mongo;

    /** Inserts enough unreadable documents to fill a batch of each recovery query, ahead of all others. */
    private List<String> insertUnreadable(Authorization like) {
        Document stored = mongo.findById(like.id(), Document.class, COLLECTION);
        return Stream.of(AuthorizationState.RUNNING, AuthorizationState.REVERSING, AuthorizationState.REVERSAL_FAILED)
                .flatMap(state -> IntStream.range(0, 201).mapToObj(n -> {
                    String request = newRequest();
                    mongo.insert(
                            new Document(stored)
                                    .append("_id", Authorization.key("default", request))
                                    .append("requestId", request)
                                    .append("state", state.name())
                                    .append("hasPendingOperations", true)
                                    .append("attempt", "many"),
                            COLLECTION);
                    return Authorization.key("default", request);
                }))
                .toList();
    }

    private Running interrupted(String request, Duration ago) {
        Money ten = Money.of("10.00", "GBP");
        Instant then = clock.instant().minus(ago);
        Running interrupted = Running.begun(
                "default",
                request,
                new PaymentPurpose("c-" + request, "o-" + request, "ann", ten),
                List.of(PaymentIntents.intent(
                        "p-" + request,
                        "simulator",
                        new Token("tok_approve"),
                        ten,
                        "CREDIT_CARD",
                        new BillingAddress("Ann", "1 High St", null, "Leeds", null, null, "GB", null))),
                new Lease("dead", then),
                then);
        assertThat(authorizations.begin(interrupted)).isTrue();
        return interrupted;
    }

    private BegunAuthorization begun(String request) {
        return (BegunAuthorization) authorizations.of("default", request).orElseThrow();
    }

    private GatewayAuthorizationResponse hold(Authorization authorization) {
        return simulator.authorize(authorization
                .payments()
                .getFirst()
                .authorizationRequest("default", authorization.requestId(), Action.AUTHORIZE, "o"));
    }

    @Test
    void a_hold_that_had_taken_effect_is_found_and_not_made_again() {
        String request = newRequest();
        hold(interrupted(request, Duration.ofMillis(1)));

        ApiResponse response = payments.authorize(request, "tok_approve");

        assertThat(response.status()).isEqualTo(200);
        assertThat(payments.holds(request).json().at("/items")).hasSize(1);
        assertThat(payments.holds(request).number("/items/0/authorizeCalls")).isEqualTo(1);
    }

    @Test
    void a_hold_that_was_never_made_is_made_once() {
        String request = newRequest();
        interrupted(request, Duration.ofMillis(1));

        ApiResponse response = payments.authorize(request, "tok_approve");

        assertThat(response.status()).isEqualTo(200);
        assertThat(payments.holds(request).number("/items/0/authorizeCalls")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROLLED_BACK", "UNKNOWN"})
    void if_its_checkout_ended_without_an_order_the_hold_is_released(String checkout) {
        String request = newRequest();
        CartServiceStub.STATES.setState(request, checkout);
        hold(interrupted(request, LONG_AGO));

        await().atMost(Duration.ofSeconds(20)).until(() -> payments.state(request), "REVERSED"::equals);

        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("0.00");
        assertThat(payments.payment("p-" + request).text("/status")).isEqualTo("COMPLETE");
        assertThat(payments.payment("p-" + request).text("/transactions/2/source"))
                .isEqualTo("RECOVERY");
        assertThat(payments.authorize(request, "tok_approve").status()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RUNNING", "COMPLETED"})
    void what_a_running_or_decided_checkout_holds_is_looked_up_and_stays_held(String checkout) {
        String request = newRequest();
        CartServiceStub.STATES.setState(request, checkout);
        hold(interrupted(request, LONG_AGO));

        await().atMost(Duration.ofSeconds(20))
                .until(() -> payments.payment("p-" + request).text("/status"), "AUTHORIZED"::equals);

        assertThat(payments.state(request)).isEqualTo("RUNNING");
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("10.00");
        assertThat(payments.authorize(request, "tok_approve").status()).isEqualTo(200);
        assertThat(payments.holds(request).json().at("/items")).hasSize(1);
        assertThat(payments.holds(request).number("/items/0/authorizeCalls")).isEqualTo(1);
    }

    @Test
    void nothing_is_asked_for_anew_while_the_checkout_runs_and_nobody_comes_back() {
        String request = newRequest();
        CartServiceStub.STATES.setState(request, "RUNNING");
        long version = interrupted(request, LONG_AGO).version();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> authorizations.of("default", request).orElseThrow().version() >= version + 2);

        assertThat(payments.holds(request).json().at("/items")).isEmpty();
        assertThat(payments.authorize(request, "tok_approve").status()).isEqualTo(200);
    }

    @Test
    void while_the_cart_service_is_unavailable_nothing_is_released() {
        String request = newRequest();
        CartServiceStub.STATES.makeUnavailableFor(request);
        hold(interrupted(request, LONG_AGO));

        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(10))
                .until(() -> payments.state(request), "RUNNING"::equals);
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("10.00");

        CartServiceStub.STATES.setState(request, "ROLLED_BACK");
        await().atMost(Duration.ofSeconds(20)).until(() -> payments.state(request), "REVERSED"::equals);
    }

    @Test
    void more_of_them_than_fit_a_batch_that_cannot_be_read_hide_no_other_hold_reversal_or_orphan() {
        String like = newRequest();
        CartServiceStub.STATES.setState(like, "RUNNING");
        List<String> unreadable = insertUnreadable(interrupted(like, LONG_AGO));
        String running = newRequest();
        CartServiceStub.STATES.setState(running, "ROLLED_BACK");
        hold(interrupted(running, LONG_AGO));
        String reversing = newRequest();
        Running begun = interrupted(reversing, LONG_AGO);
        hold(begun);
        assertThat(authorizations.change(
                        begun.reversing(new Lease("dead", clock.instant().minus(LONG_AGO))), List.of()))
                .isTrue();
        String ordered = newRequest();
        Running late = lateHoldOfAnEarlierTry(ordered);
        BegunAuthorization current = begun(ordered);
        assertThat(authorizations.change(current.withOrphanedHolds(late.payments(), clock.instant()), List.of()))
                .isTrue();

        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> payments.state(running), "REVERSED"::equals);
            await().atMost(Duration.ofSeconds(30)).until(() -> payments.state(reversing), "REVERSED"::equals);
            await().atMost(Duration.ofSeconds(30)).until(() -> !begun(ordered).hasPendingOperations());
        } finally {
            mongo.remove(Query.query(Criteria.where("_id").in(unreadable)), COLLECTION);
        }

        assertThat(payments.holds(running).text("/items/0/holding")).isEqualTo("0.00");
        assertThat(payments.holds(reversing).text("/items/0/holding")).isEqualTo("0.00");
        onlyTheOrdersMoneyIsHeld(ordered);
    }

    @Test
    void one_under_the_key_of_another_attempt_is_not_taken_for_that() {
        String request = newRequest();
        CartServiceStub.STATES.setState(request, "RUNNING");
        Authorization interrupted = interrupted(request, Duration.ZERO);
        mongo.updateFirst(
                Query.query(Criteria.where("_id").is(interrupted.id())),
                Update.update("requestId", "another"),
                COLLECTION);

        assertThatThrownBy(() -> authorizations.of("default", request))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessage(interrupted.id() + " of authorizations cannot be read");
        mongo.remove(Query.query(Criteria.where("_id").is(interrupted.id())), COLLECTION);
    }

    @Test
    void an_authorization_of_a_killed_process_is_recovered_well_within_a_minute() {
        PaymentSettings settings = PaymentSettingsFixture.with(Map.of());

        Duration sweep = Duration.ofSeconds(1);
        assertThat(settings.lease().plus(settings.grace()).plus(sweep)).isLessThan(Duration.ofSeconds(50));
    }

    @Test
    void a_reversal_does_not_wait_for_the_dead() {
        String request = newRequest();
        hold(interrupted(request, Duration.ZERO));

        payments.reverse(request);

        assertThat(payments.state(request)).isEqualTo("REVERSED");
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("0.00");
    }

    @Test
    void a_process_that_wakes_up_late_releases_its_own_hold() {
        String request = newRequest();
        Running mine = interrupted(request, Duration.ZERO);
        FailedAuthorization reversed = mine.failed(List.of(), new FailureOutcome.Reversed(List.of()));
        assertThat(authorizations.change(reversed, List.of())).isTrue();
        hold(mine);
        Transaction held = Transaction.effective(
                TransactionType.AUTHORIZE,
                request + "-0",
                null,
                new Transaction.Origin(request, TransactionSource.CHECKOUT, clock.instant()),
                Money.of("10.00", "GBP"));

        AuthorizationOutcome outcome = reversePayments.handleLate(
                mine.withOutcomes(List.of(mine.payment("p-" + request).with(held))));

        assertThat(outcome).isInstanceOf(AuthorizationOutcome.Closed.class);
        assertThat(payments.state(request)).isEqualTo("REVERSED");
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("0.00");
        assertThat(payments.payment("p-" + request).text("/status")).isEqualTo("COMPLETE");
    }

    @Test
    void a_process_that_was_taken_over_leaves_the_hold_to_its_successor() {
        String request = newRequest();
        Running mine = interrupted(request, Duration.ofMillis(1));
        assertThat(payments.authorize(request, "tok_approve").status()).isEqualTo(200);

        AuthorizationOutcome outcome = reversePayments.handleLate(mine);

        assertThat(outcome).isInstanceOf(AuthorizationOutcome.Authorized.class);
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("10.00");
    }

    /** Returns the first try as its node sees it when it wakes up; by then, the second try is part of an order. */
    private Running lateHoldOfAnEarlierTry(String request) {
        Running first = interrupted(request, Duration.ZERO);
        assertThat(authorizations.change(first.failed(List.of(), new FailureOutcome.Unavailable()), List.of()))
                .isTrue();
        assertThat(payments.authorize(request, "tok_approve").status()).isEqualTo(200);
        bindPayments.bind("default", request, InboxEntryFixture.completionOf(request));
        hold(first);
        Transaction held = Transaction.effective(
                TransactionType.AUTHORIZE,
                request + "-0",
                null,
                new Transaction.Origin(request, TransactionSource.CHECKOUT, clock.instant()),
                Money.of("10.00", "GBP"));
        return first.withOutcomes(List.of(first.payment("p-" + request).with(held)));
    }

    private void onlyTheOrdersMoneyIsHeld(String request) {
        assertThat(payments.holds(request).json().at("/items"))
                .extracting(hold -> hold.at("/reference").asString() + " "
                        + hold.at("/holding").asString())
                .containsExactlyInAnyOrder(request + "-0 0.00", request + "-0-try2 10.00");
        assertThat(payments.state(request)).isEqualTo("BOUND");
        assertThat(payments.payment("p-" + request).text("/status")).isEqualTo("AUTHORIZED");
        assertThat(payments.payment("p-" + request).text("/open/amount")).isEqualTo("10.00");
    }

    @Test
    void a_hold_that_turns_up_under_an_earlier_try_is_released_and_the_orders_stays() {
        String request = newRequest();
        Running late = lateHoldOfAnEarlierTry(request);

        AuthorizationOutcome outcome = reversePayments.handleLate(late);

        assertThat(outcome).isInstanceOf(AuthorizationOutcome.InProgress.class);
        onlyTheOrdersMoneyIsHeld(request);
        assertThat(begun(request).hasPendingOperations()).isFalse();
    }

    @Test
    void a_node_that_dies_before_it_releases_such_a_hold_has_it_on_record_for_recovery() {
        String request = newRequest();
        Running late = lateHoldOfAnEarlierTry(request);
        BegunAuthorization current = begun(request);

        assertThat(authorizations.change(current.withOrphanedHolds(late.payments(), clock.instant()), List.of()))
                .isTrue();

        await().atMost(Duration.ofSeconds(20)).until(() -> !begun(request).hasPendingOperations());
        onlyTheOrdersMoneyIsHeld(request);
    }

    private void capture(Bound bound, String paymentId) {
        PendingOperation pending = new PendingOperation(
                TransactionType.CAPTURE,
                bound.payment(paymentId).reference(),
                paymentId + "-capture",
                "key",
                Money.of("10.00", "GBP"),
                clock.instant().minus(LONG_AGO),
                new Lease("dead", clock.instant().minus(LONG_AGO)));
        assertThat(authorizations.change(
                        bound.withPayment(paymentId, payment -> payment.withPendingOperation(pending)), List.of()))
                .isTrue();
    }

    private Bound boundToAGatewayThatIsGone(String request) {
        Money ten = Money.of("10.00", "GBP");
        Running begun = Running.begun(
                "default",
                request,
                new PaymentPurpose("c-" + request, "o-" + request, "ann", ten),
                List.of(PaymentIntents.intent("p-" + request, "gone", new Token("t"), ten, "CREDIT_CARD", null)),
                new Lease("dead", clock.instant()),
                clock.instant());
        Bound bound = begun.authorized(begun.payments()).bound();
        assertThat(authorizations.begin(bound)).isTrue();
        return bound;
    }

    @Test
    void captures_at_a_gateway_that_is_gone_hide_no_others() {
        List<String> gone = IntStream.range(0, AuthorizationRecovery.BATCH)
                .mapToObj(i -> "a-" + newRequest())
                .toList();
        String request = newRequest();
        payments.authorize(request, "tok_approve");
        bindPayments.bind("default", request, InboxEntryFixture.completionOf(request));
        try {
            gone.forEach(each -> capture(boundToAGatewayThatIsGone(each), "p-" + each));
            capture((Bound) begun(request), "p-" + request);

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> payments.payment("p-" + request).text("/status"), "FULLY_CAPTURED"::equals);
        } finally {
            mongo.getCollection("authorizations")
                    .deleteMany(new Document(
                            "_id",
                            new Document(
                                    "$in",
                                    gone.stream()
                                            .map(each -> Authorization.key("default", each))
                                            .toList())));
        }
    }
}
