package io.checkoutsuite.payment.reversal;

import static io.checkoutsuite.payment.journey.PaymentApiClient.newRequest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.events.PaymentStatusChanged;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.authorization.Authorization;
import io.checkoutsuite.payment.authorization.AuthorizationState;
import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.Authorized;
import io.checkoutsuite.payment.authorization.BegunAuthorization;
import io.checkoutsuite.payment.authorization.PaymentPurpose;
import io.checkoutsuite.payment.authorization.PaymentSettings;
import io.checkoutsuite.payment.authorization.Running;
import io.checkoutsuite.payment.gateway.Gateways;
import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.payment.journey.PaymentApiClient;
import io.checkoutsuite.payment.journey.PaymentServiceTest;
import io.checkoutsuite.payment.payment.PaymentIntents;
import io.checkoutsuite.payment.payment.Transaction;
import io.checkoutsuite.payment.payment.TransactionSource;
import io.checkoutsuite.payment.payment.TransactionType;
import io.checkoutsuite.test.http.ApiResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import lombok.experimental.Delegate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpMethod;

/** Failures on the service's side during a reversal. */
@PaymentServiceTest
class ReversalFailureTests {

    @Autowired
    Authorizations authorizations;

    @Autowired
    Gateways gateways;

    @Autowired
    PaymentSettings settings;

    @Autowired
    Clock clock;

    @Autowired
    PaymentApiClient payments;

    /** The real store. If it is told to fail, it fails once, when the end of a reversal is recorded. */
    private final class FailingStore implements Authorizations {

        private interface Changes {
            boolean change(BegunAuthorization changed, List<PaymentStatusChanged> events);
        }

        @Delegate(excludes = Changes.class)
        private final Authorizations store = authorizations;

        private final AtomicBoolean fails = new AtomicBoolean();

        @Override
        public boolean change(BegunAuthorization changed, List<PaymentStatusChanged> events) {
            if (changed.state() == AuthorizationState.REVERSED && fails.getAndSet(false)) {
                throw new DataAccessResourceFailureException("The database is unavailable");
            }
            return store.change(changed, events);
        }
    }

    @Test
    void if_the_end_of_a_reversal_cannot_be_stored_that_is_reported_and_made_up_for_without_reversing_twice() {
        String request = newRequest();
        payments.authorize(request, "tok_approve");
        FailingStore store = new FailingStore();
        ReversePayments reversePayments = new ReversePayments(store, gateways, settings, clock);
        store.fails.set(true);

        assertThatThrownBy(() -> reversePayments.reverse("default", request))
                .isInstanceOf(DataAccessResourceFailureException.class);

        assertThat(payments.state(request)).isEqualTo("REVERSING");
        await().until(() -> payments.state(request), "REVERSED"::equals);
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("0.00");
        assertThat(payments.holds(request).number("/items/0/reversed")).isEqualTo(1);
        assertThat(payments.payment("p-" + request).json().at("/transactions"))
                .extracting(transaction -> transaction.at("/type").asString())
                .containsExactly("UNCONFIRMED", "AUTHORIZE", "REVERSE_AUTH");
    }

    @Test
    void a_hold_at_a_gateway_that_is_not_configured_any_more_is_reported_and_the_others_are_reversed() {
        String request = newRequest();
        Authorization held = heldAtAGatewayThatIsGone(request);

        ApiResponse refused = payments.reverse(request);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problemType()).isEqualTo("reversal-refused");
        await().until(() -> payments.state(request), "REVERSAL_FAILED"::equals);
        assertThat(payments.payment("gone-" + request).text("/transactions/2/failure"))
                .isEqualTo("NO_GATEWAY");
        assertThat(payments.payment("p-" + request).text("/status")).isEqualTo("COMPLETE");
        assertThat(held.payments()).hasSize(2);
        await().untilAsserted(
                        () -> assertThat(payments.as("olga", "operator", HttpMethod.GET, "/ops/authorizations", null)
                                        .text())
                                .contains(request));
    }

    private Authorization heldAtAGatewayThatIsGone(String request) {
        Money ten = Money.of("10.00", "GBP");
        Instant now = clock.instant();
        Running begun = Running.begun(
                "default",
                request,
                new PaymentPurpose("c-" + request, "o-" + request, "ann", Money.of("20.00", "GBP")),
                List.of(
                        PaymentIntents.intent("gone-" + request, "gone", new Token("t"), ten, "CREDIT_CARD", null),
                        PaymentIntents.intent(
                                "p-" + request, "simulator", new Token("tok_approve"), ten, "CREDIT_CARD", null)),
                settings.newLease(now),
                now);
        Transaction.Origin origin = new Transaction.Origin(request, TransactionSource.CHECKOUT, now);
        Authorized held = begun.authorized(begun.payments().stream()
                .map(payment -> payment.with(Transaction.effective(
                        TransactionType.AUTHORIZE, payment.reference(), null, origin, payment.amount())))
                .toList());
        assertThat(authorizations.begin(begun)).isTrue();
        assertThat(authorizations.change(held, List.of())).isTrue();
        assertThat(Optional.of(held).map(Authorization::state)).contains(AuthorizationState.AUTHORIZED);
        return held;
    }
}
