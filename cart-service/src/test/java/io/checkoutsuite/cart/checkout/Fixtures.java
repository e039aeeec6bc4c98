package io.checkoutsuite.cart.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.ServerAddress;
import io.checkoutsuite.cart.cart.Address;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartLine;
import io.checkoutsuite.cart.cart.CartPayment;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.CartView;
import io.checkoutsuite.cart.cart.ClaimedCart;
import io.checkoutsuite.cart.cart.Contact;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.cart.FulfillmentGroup;
import io.checkoutsuite.cart.cart.StoredResponse;
import io.checkoutsuite.cart.cart.Submission;
import io.checkoutsuite.money.Money;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.springframework.data.mongodb.core.MongoExceptionTranslator;

/** Carts and settings that tests share. */
final class Fixtures {

    static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    static final Duration LEASE = Duration.ofSeconds(9);
    static final Duration ABANDON_AFTER = Duration.ofMinutes(2);
    static final Currency GBP = Currency.getInstance("GBP");

    private Fixtures() {}

    static CartLine line(String sku, long quantity, String price) {
        return new CartLine("line-" + sku, sku, sku, quantity, Money.of(price, "GBP"), Map.of());
    }

    static CartContent content(CartLine... lines) {
        return CartContent.empty(GBP, "ann", null, NOON)
                .withLines(List.of(lines), true)
                .withContact(new Contact("ann@example.org", "Ann", null))
                .withFulfillmentGroups(List.of(new FulfillmentGroup(
                        "1",
                        FulfillmentGroup.Type.SHIP,
                        new Address("Ann", "1 High St", null, "Leeds", null, "LS1 1AA", "GB", null),
                        null,
                        List.of(),
                        Money.zero(GBP))));
    }

    static CartPayment card() {
        return new CartPayment("p1", "simulator", "tok_approve", null, null, null, null, List.of(), false, NOON);
    }

    static Cart cart() {
        return Cart.opened(
                UUID.randomUUID().toString().replace("-", ""),
                "default",
                CartStatus.IN_PROCESS,
                content(line("mug", 2, "8.50")).withPayment(card()),
                List.of());
    }

    static Checkout checkout(Cart cart) {
        return new Checkout(claimed(cart, NOON));
    }

    static Submission submission(String key) {
        return new Submission(key, "", "ann", null, false);
    }

    static ClaimedCart claimed(Cart cart, Instant now) {
        return claimed(cart, submission("key"), now);
    }

    static ClaimedCart claimed(Cart cart, Submission submission, Instant now) {
        return cart.asOpen().orElseThrow().claim(cart.content(), submission, "100001", now, now.plus(LEASE));
    }

    static Attempt.RolledBack rolledBack(Attempt attempt) {
        assertThat(attempt).isInstanceOf(Attempt.RolledBack.class);
        return (Attempt.RolledBack) attempt;
    }

    static Attempt.Completed completed(Attempt attempt) {
        assertThat(attempt).isInstanceOf(Attempt.Completed.class);
        return (Attempt.Completed) attempt;
    }

    static CheckoutSettings settings() {
        return settings(List.of(), List.of(), List.of());
    }

    static CheckoutSettings settings(List<String> setUp, List<String> reversible, List<String> finalizers) {
        return new CheckoutSettings(
                setUp,
                reversible,
                finalizers,
                Duration.ofSeconds(20),
                LEASE,
                ABANDON_AFTER,
                Duration.ofMinutes(5),
                50,
                Duration.ZERO);
    }

    static AttemptFailure failure(FailureType type, String activity) {
        return AttemptFailure.of(type, activity, activity + " refuses");
    }

    /** The exception that callers get when the database responds with this error code. */
    static RuntimeException databaseException(int code) {
        BsonDocument answer = new BsonDocument("ok", new BsonInt32(0)).append("code", new BsonInt32(code));
        return Objects.requireNonNull(new MongoExceptionTranslator()
                .translateExceptionIfPossible(new MongoCommandException(answer, new ServerAddress())));
    }

    /** Minimal responses for tests. */
    static class PlainResponses implements CheckoutResponses {

        @Override
        public long viewBytes(Cart cart) {
            return 1_000;
        }

        @Override
        public StoredResponse completed(CartView submitted, Attempt attempt) {
            return StoredResponse.of(
                    200, submitted.version(), attempt.orderNumber().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public StoredResponse failed(CartView reopened, Attempt attempt, AttemptFailure failure) {
            return StoredResponse.of(
                    409, reopened.version(), failure.type().name().getBytes(StandardCharsets.UTF_8));
        }
    }
}
