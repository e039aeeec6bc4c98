package io.checkoutsuite.payment.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.authorization.Authorization;
import io.checkoutsuite.payment.authorization.DeclinedPayment;
import io.checkoutsuite.payment.authorization.FailureOutcome;
import io.checkoutsuite.payment.authorization.PaymentPurpose;
import io.checkoutsuite.payment.authorization.Reversing;
import io.checkoutsuite.payment.authorization.Running;
import io.checkoutsuite.payment.authorization.Tombstone;
import io.checkoutsuite.payment.gateway.DeclineType;
import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.payment.journey.PaymentServiceTest;
import io.checkoutsuite.payment.payment.Lease;
import io.checkoutsuite.payment.payment.PaymentIntents;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;

@PaymentServiceTest
class AuthorizationDocumentTests {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Lease LEASE = new Lease("owner", NOW);
    private static final Money TEN = Money.of("10.00", "GBP");
    private static final FailureOutcome REFUSED =
            new FailureOutcome.Refused(List.of(new DeclinedPayment("p", DeclineType.HARD, "declined")));
    private static final FailureOutcome UNAVAILABLE = new FailureOutcome.Unavailable();

    @Autowired
    MongoOperations mongo;

    private static Running running() {
        return Running.begun(
                "tenant",
                "r",
                new PaymentPurpose("c", "o", "ann", TEN),
                List.of(PaymentIntents.intent("p", "gateway", new Token("t"), TEN, "CREDIT_CARD", null)),
                LEASE,
                NOW);
    }

    private static Reversing reversing(FailureOutcome outcome) {
        return running().reversing(List.of(), outcome, LEASE);
    }

    static Stream<Authorization> states() {
        return Stream.of(
                running(),
                running().authorized(List.of()),
                running().authorized(List.of()).bound(),
                running().failed(List.of(), REFUSED),
                running().failed(List.of(), UNAVAILABLE),
                reversing(REFUSED),
                reversing(UNAVAILABLE).postponed(List.of(), NOW),
                reversing(REFUSED).forGood(),
                reversing(REFUSED).forGood().completed(List.of()),
                reversing(REFUSED).failed(List.of(), NOW),
                reversing(UNAVAILABLE).failed(List.of(), null),
                running()
                        .authorized(List.of())
                        .bound()
                        .withOrphanedHolds(List.of(running().payment("p").withReference("earlier")), NOW),
                new Tombstone("tenant", "r", NOW));
    }

    @ParameterizedTest
    @MethodSource("states")
    void every_state_is_read_as_it_was_written_under_its_name_and_without_any_class_name(Authorization written) {
        Document stored = stored(written);

        assertThat(read(stored)).isEqualTo(written);
        assertThat(stored.getString("state")).isEqualTo(written.state().name());
        assertThat(stored.toJson()).doesNotContain("_class");
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, lease",
        "AUTHORIZED, purpose",
        "REVERSING, lease",
        "REVERSING, targetState",
        "REVERSAL_FAILED, targetState",
        "BOUND, purpose"
    })
    void a_document_without_a_field_that_its_state_requires_cannot_be_read(String state, String field) {
        Document stored = stored(reversing(REFUSED)).append("state", state);
        assertThat(read(stored)).isNotNull();

        stored.remove(field);

        assertThatThrownBy(() -> read(stored))
                .isInstanceOf(NullPointerException.class)
                .hasMessage(field);
    }

    private Document stored(Authorization authorization) {
        Document stored = new Document();
        mongo.getConverter().write(AuthorizationDocument.of(authorization), stored);
        return stored;
    }

    private Authorization read(Document stored) {
        return mongo.getConverter().read(AuthorizationDocument.class, stored).authorization();
    }
}
