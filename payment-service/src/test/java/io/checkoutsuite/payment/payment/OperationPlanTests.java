package io.checkoutsuite.payment.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.payment.payment.Transaction.Origin;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to a payment in whatever order, its sums agree with books that are kept independently, and no money appears or vanishes. */
class OperationPlanTests {

    private static final int AMOUNT = 1_000;
    private static final int STEPS = 40;
    private static final Origin ORIGIN = new Origin("request", TransactionSource.AFTER_CHECKOUT, Instant.EPOCH);

    /** How the payment began. */
    enum Beginning {
        HOLD,
        SALE,
        TRANSFER
    }

    /** Where the cents of a payment are, counted without the ledger. */
    private static final class Books {

        private int expected;
        private int released;
        private int captured;
        private int returned;
        private int settled;
        private int credited;

        private static Books of(Beginning beginning) {
            Books books = new Books();
            if (beginning == Beginning.SALE) {
                books.captured = AMOUNT;
            } else {
                books.expected = AMOUNT;
            }
            return books;
        }

        private void record(TransactionType type, int cents, boolean capturedBefore, boolean directSettlement) {
            switch (type) {
                case CAPTURE -> {
                    expected -= cents;
                    captured += cents;
                }
                case REFUND -> returned += cents;
                case VOID -> {
                    if (capturedBefore) {
                        returned += cents;
                    } else {
                        expected -= cents;
                        released += cents;
                    }
                }
                case REVERSE_AUTH -> {
                    expected -= cents;
                    released += cents;
                }
                case SETTLED -> {
                    settled += cents;
                    if (directSettlement) {
                        expected -= cents;
                        captured += cents;
                    }
                }
                case DETACHED_CREDIT -> credited += cents;
                case UNCONFIRMED, PENDING, AUTHORIZE, AUTHORIZE_AND_CAPTURE -> throw new AssertionError(type);
            }
        }
    }

    static Stream<Integer> seeds() {
        return IntStream.range(0, 300).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sums_and_status_agree_with_independent_books_after_every_legal_history(int seed) {
        for (Beginning beginning : Beginning.values()) {
            Random random = new Random(seed * 31L + beginning.ordinal());
            Payment payment = begun(beginning);
            Books books = Books.of(beginning);
            for (int step = 0; step < STEPS; step++) {
                payment = afterRandomStep(payment, books, random, step);
                agrees(payment, books);
            }
            isTheSameInAnyOrder(payment, random);
        }
    }

    private static Payment afterRandomStep(Payment payment, Books books, Random random, int step) {
        // Operations that began earlier end in any order, with success or refused.
        if (!payment.pendingOperations().isEmpty() && random.nextInt(3) > 0) {
            PendingOperation ending = payment.pendingOperations()
                    .get(random.nextInt(payment.pendingOperations().size()));
            boolean success = random.nextInt(4) > 0;
            if (success) {
                books.record(ending.type(), cents(ending.amount()), isReceipt(payment, ending.parent()), false);
            }
            return payment.withOutcome(ending, Transaction.of(ending, ORIGIN, success));
        }
        return switch (OperationPlan.of(payment, randomOperation(payment, random))) {
            case OperationPlan.NotPossible notPossible -> payment;
            case OperationPlan.AmountNotAvailable(Money available) -> {
                assertThat(available.amount()).isNotNegative();
                yield payment;
            }
            case OperationPlan.Possible plan
            when plan.type() == TransactionType.SETTLED -> {
                boolean direct = payment.ledger().awaited().signum() > 0;
                books.record(TransactionType.SETTLED, cents(plan.amount()), false, direct);
                yield payment.with(Transaction.effective(
                        TransactionType.SETTLED, "operation-" + step, plan.parent(), ORIGIN, plan.amount()));
            }
            case OperationPlan.Possible plan ->
                payment.withPendingOperation(new PendingOperation(
                        plan.type(),
                        plan.parent(),
                        "operation-" + step,
                        "key-" + step,
                        plan.amount(),
                        Instant.EPOCH,
                        new Lease("node", Instant.EPOCH)));
        };
    }

    private static PaymentOperation randomOperation(Payment payment, Random random) {
        Money amount = money(1 + random.nextInt(random.nextBoolean() ? 300 : AMOUNT + 50));
        return switch (random.nextInt(7)) {
            case 0, 1 -> new PaymentOperation.Capture(amount);
            case 2 -> new PaymentOperation.Refund(amount);
            case 3 -> new PaymentOperation.ReverseHold(amount);
            case 4 -> new PaymentOperation.Settlement(amount);
            case 5 -> new PaymentOperation.DetachedCredit(amount);
            default ->
                new PaymentOperation.VoidCapture(payment.transactions()
                        .get(random.nextInt(payment.transactions().size()))
                        .reference());
        };
    }

    private static boolean isReceipt(Payment payment, String reference) {
        return payment.transactions().stream()
                .anyMatch(transaction -> transaction.success()
                        && transaction.reference().equals(reference)
                        && (transaction.is(TransactionType.CAPTURE)
                                || transaction.is(TransactionType.AUTHORIZE_AND_CAPTURE)));
    }

    private static void agrees(Payment payment, Books books) {
        Ledger ledger = payment.ledger();
        assertThat(cents(ledger.open()) + cents(ledger.awaited()))
                .as("held or awaited")
                .isEqualTo(books.expected);
        assertThat(cents(ledger.captured())).isEqualTo(books.captured);
        assertThat(cents(ledger.refundable())).isEqualTo(books.captured - books.returned);
        assertThat(cents(ledger.settled())).isEqualTo(books.settled);
        assertThat(cents(ledger.credited())).isEqualTo(books.credited);
        assertThat(books.expected + books.captured + books.released)
                .as("no money appears or vanishes")
                .isEqualTo(AMOUNT);
        assertThat(books.returned).isBetween(0, books.captured);
        assertThat(books.settled).isBetween(0, books.captured);
        assertThat(books.credited).isBetween(0, AMOUNT);
        assertThat(payment.status()).isEqualTo(status(payment, books));
        followsWhatIsThere(payment);
    }

    private static PaymentStatus status(Payment payment, Books books) {
        boolean refunded = payment.transactions().stream()
                .anyMatch(transaction -> transaction.success() && transaction.is(TransactionType.REFUND));
        if (books.captured == 0) {
            boolean transfer = payment.isPending();
            return books.expected == 0
                    ? PaymentStatus.COMPLETE
                    : transfer ? PaymentStatus.PENDING : PaymentStatus.AUTHORIZED;
        }
        if (books.expected > 0) {
            return PaymentStatus.PARTIALLY_COMPLETE;
        }
        if (books.returned == books.captured) {
            return refunded ? PaymentStatus.REFUNDED : PaymentStatus.COMPLETE;
        }
        return refunded ? PaymentStatus.PARTIALLY_REFUNDED : PaymentStatus.FULLY_CAPTURED;
    }

    /** Every transaction but the intent and credits has a parent, which took effect. */
    private static void followsWhatIsThere(Payment payment) {
        payment.transactions().stream()
                .filter(transaction -> !Set.of(TransactionType.UNCONFIRMED, TransactionType.DETACHED_CREDIT)
                        .contains(transaction.type()))
                .forEach(transaction -> assertThat(payment.transactions())
                        .as("parent of %s", transaction)
                        .anyMatch(
                                parent -> parent.success() && parent.reference().equals(transaction.parent())));
    }

    private static void isTheSameInAnyOrder(Payment payment, Random random) {
        List<Transaction> twice = new ArrayList<>(payment.transactions());
        twice.addAll(payment.transactions());
        Collections.shuffle(twice, random);
        Ledger shuffled = new Ledger(twice);
        assertThat(shuffled.status()).isEqualTo(payment.status());
        assertThat(shuffled.refundable()).isEqualByComparingTo(payment.ledger().refundable());
        assertThat(shuffled.open()).isEqualByComparingTo(payment.ledger().open());
    }

    @ParameterizedTest
    @EnumSource(Beginning.class)
    void another_currency_is_refused(Beginning beginning) {
        assertThat(OperationPlan.of(begun(beginning), new PaymentOperation.Capture(Money.of("1.00", "EUR"))))
                .isEqualTo(new OperationPlan.NotPossible("The payment is in another currency"));
    }

    @Test
    void a_refund_follows_the_capture_that_can_pay_all_of_it_and_not_a_refused_one() {
        Payment payment = begun(Beginning.HOLD)
                .with(Transaction.failed(
                        TransactionType.CAPTURE,
                        "refused",
                        "reference",
                        ORIGIN,
                        money(500),
                        TransactionFailureType.REFUSED,
                        null))
                .with(Transaction.effective(TransactionType.CAPTURE, "small", "reference", ORIGIN, money(300)))
                .with(Transaction.effective(TransactionType.CAPTURE, "large", "reference", ORIGIN, money(600)));

        assertThat(parent(payment, 200)).contains("small");
        assertThat(parent(payment, 500)).contains("large");
        assertThat(parent(payment, 800)).contains("small");
        assertThat(OperationPlan.of(payment, new PaymentOperation.VoidCapture("refused")))
                .isInstanceOf(OperationPlan.NotPossible.class);
    }

    private static Optional<String> parent(Payment payment, int cents) {
        return OperationPlan.of(payment, new PaymentOperation.Refund(money(cents)))
                        instanceof OperationPlan.Possible plan
                ? Optional.ofNullable(plan.parent())
                : Optional.empty();
    }

    @Test
    void a_settled_capture_cannot_be_voided() {
        Payment payment = begun(Beginning.SALE)
                .with(Transaction.effective(TransactionType.SETTLED, "settled", "reference", ORIGIN, money(1)));

        assertThat(OperationPlan.of(payment, new PaymentOperation.VoidCapture("reference")))
                .isEqualTo(new OperationPlan.NotPossible("The capture is settled; refund it instead"));
    }

    private static Payment begun(Beginning beginning) {
        PaymentIntent intent =
                PaymentIntents.intent("p", "simulator", new Token("tok_approve"), money(AMOUNT), "CREDIT_CARD", null);
        Payment intended = Payment.intended(intent, "reference", ORIGIN);
        TransactionType type = switch (beginning) {
            case HOLD -> TransactionType.AUTHORIZE;
            case SALE -> TransactionType.AUTHORIZE_AND_CAPTURE;
            case TRANSFER -> TransactionType.PENDING;
        };
        return intended.with(
                Transaction.effective(type, "reference", intended.intentReference(), ORIGIN, money(AMOUNT)));
    }

    private static Money money(int cents) {
        return Money.of(BigDecimal.valueOf(cents, 2).toPlainString(), "GBP");
    }

    private static int cents(Money money) {
        return cents(money.amount());
    }

    private static int cents(BigDecimal amount) {
        return amount.movePointRight(2).intValueExact();
    }
}
