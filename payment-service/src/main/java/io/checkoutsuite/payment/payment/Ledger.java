package io.checkoutsuite.payment.payment;

import static io.checkoutsuite.payment.payment.TransactionType.AUTHORIZE;
import static io.checkoutsuite.payment.payment.TransactionType.AUTHORIZE_AND_CAPTURE;
import static io.checkoutsuite.payment.payment.TransactionType.CAPTURE;
import static io.checkoutsuite.payment.payment.TransactionType.DETACHED_CREDIT;
import static io.checkoutsuite.payment.payment.TransactionType.PENDING;
import static io.checkoutsuite.payment.payment.TransactionType.REFUND;
import static io.checkoutsuite.payment.payment.TransactionType.REVERSE_AUTH;
import static io.checkoutsuite.payment.payment.TransactionType.SETTLED;
import static io.checkoutsuite.payment.payment.TransactionType.UNCONFIRMED;
import static io.checkoutsuite.payment.payment.TransactionType.VOID;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Computes the status and the amounts of one payment from its transactions. Each reference counts once, however often it was delivered, and
 * the order of the transactions does not matter.
 */
public final class Ledger {

    private final Map<String, Transaction> byReference = new LinkedHashMap<>();

    public Ledger(Collection<Transaction> transactions) {
        // If one reference has both a failure and a success, the success is the gateway's final outcome.
        transactions.forEach(transaction -> byReference.merge(
                transaction.reference(), transaction, (known, again) -> known.success() ? known : again));
    }

    /** The number of distinct transactions; it grows with each new one. */
    public int size() {
        return byReference.size();
    }

    public PaymentStatus status() {
        if (isPositive(captured())) {
            return statusOfCaptured();
        }
        if (isPositive(sum(AUTHORIZE))) {
            return isPositive(open()) ? PaymentStatus.AUTHORIZED : PaymentStatus.COMPLETE;
        }
        if (isPositive(sum(DETACHED_CREDIT))) {
            return PaymentStatus.COMPLETE;
        }
        if (wasDeclined()) {
            return PaymentStatus.DECLINED;
        }
        if (isPositive(sum(PENDING))) {
            return isPositive(awaited()) ? PaymentStatus.PENDING : PaymentStatus.COMPLETE;
        }
        return isPositive(sum(UNCONFIRMED)) ? PaymentStatus.UNCONFIRMED : PaymentStatus.UNDETERMINED;
    }

    private PaymentStatus statusOfCaptured() {
        if (isPositive(open()) || isPositive(awaited())) {
            return PaymentStatus.PARTIALLY_COMPLETE;
        }
        boolean refunded = isPositive(sum(REFUND));
        if (returned().compareTo(captured()) >= 0) {
            return refunded ? PaymentStatus.REFUNDED : PaymentStatus.COMPLETE;
        }
        return refunded ? PaymentStatus.PARTIALLY_REFUNDED : PaymentStatus.FULLY_CAPTURED;
    }

    /** What is held and neither captured nor released. */
    public BigDecimal open() {
        BigDecimal released = sum(REVERSE_AUTH).add(sum(CAPTURE));
        // A void without a capture can only apply to the hold.
        BigDecimal voided = isPositive(captured()) ? BigDecimal.ZERO : sum(VOID);
        return sum(AUTHORIZE).subtract(released).subtract(voided).max(BigDecimal.ZERO);
    }

    /** What is pending and neither received nor voided; zero once the payment is authorized or sold. */
    public BigDecimal awaited() {
        if (isPositive(sum(AUTHORIZE)) || isPositive(sum(AUTHORIZE_AND_CAPTURE))) {
            return BigDecimal.ZERO;
        }
        BigDecimal voided = isPositive(captured()) ? BigDecimal.ZERO : sum(VOID);
        return sum(PENDING).subtract(sum(CAPTURE)).subtract(voided).max(BigDecimal.ZERO);
    }

    /** What was captured and neither refunded nor voided. */
    public BigDecimal refundable() {
        return captured().subtract(returned()).max(BigDecimal.ZERO);
    }

    private BigDecimal captured() {
        return sum(CAPTURE).add(sum(AUTHORIZE_AND_CAPTURE)).max(sum(SETTLED));
    }

    private BigDecimal returned() {
        return sum(REFUND).add(sum(VOID));
    }

    private boolean wasDeclined() {
        return byReference.values().stream()
                .anyMatch(transaction -> transaction.failure() == TransactionFailureType.DECLINED
                        && (transaction.is(AUTHORIZE) || transaction.is(AUTHORIZE_AND_CAPTURE)));
    }

    private BigDecimal sum(TransactionType type) {
        return byReference.values().stream()
                .filter(transaction -> transaction.success() && transaction.is(type))
                .map(transaction -> transaction.amount().amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static boolean isPositive(BigDecimal amount) {
        return amount.signum() > 0;
    }
}
