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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
        if (isPositive(sum(DETACHED_CREDIT)) && !isPositive(awaited())) {
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
        BigDecimal released = sum(REVERSE_AUTH).add(sum(CAPTURE)).add(releasedByVoid());
        return sum(AUTHORIZE).subtract(released).max(BigDecimal.ZERO);
    }

    /** What is pending and neither received nor voided; zero once the payment is authorized or sold. */
    public BigDecimal awaited() {
        if (isPositive(sum(AUTHORIZE)) || isPositive(sum(AUTHORIZE_AND_CAPTURE))) {
            return BigDecimal.ZERO;
        }
        BigDecimal received = sum(CAPTURE).add(settledDirectly());
        return sum(PENDING).subtract(received).subtract(releasedByVoid()).max(BigDecimal.ZERO);
    }

    /** What was captured and neither refunded nor voided. */
    public BigDecimal refundable() {
        return captured().subtract(returned()).max(BigDecimal.ZERO);
    }

    /** What was taken from the buyer, whatever was refunded later. */
    public BigDecimal captured() {
        return sum(CAPTURE)
                .add(sum(AUTHORIZE_AND_CAPTURE))
                .add(settledDirectly())
                .max(sum(SETTLED));
    }

    /** What has arrived at the merchant's bank. */
    public BigDecimal settled() {
        return sum(SETTLED);
    }

    /** What was paid out beyond what was captured. */
    public BigDecimal credited() {
        return sum(DETACHED_CREDIT);
    }

    private BigDecimal returned() {
        return sum(REFUND).add(sum(VOID)).subtract(releasedByVoid());
    }

    /** The transactions by which money was taken from the buyer, in the order of the list. */
    public List<Transaction> receipts() {
        return effective()
                .filter(transaction -> transaction.is(CAPTURE)
                        || transaction.is(AUTHORIZE_AND_CAPTURE)
                        || isDirectSettlement(transaction))
                .toList();
    }

    /** What of this receipt was neither refunded nor voided. A refund may be larger than the receipt that it follows. */
    public BigDecimal unreturned(Transaction receipt) {
        return receipt.amount()
                .amount()
                .subtract(following(receipt, Set.of(REFUND, VOID)))
                .max(BigDecimal.ZERO);
    }

    /** What of this receipt has not arrived at the merchant's bank. */
    public BigDecimal unsettled(Transaction receipt) {
        return isDirectSettlement(receipt)
                ? BigDecimal.ZERO
                : receipt.amount().amount().subtract(following(receipt, Set.of(SETTLED)));
    }

    private BigDecimal following(Transaction parent, Set<TransactionType> types) {
        return sum(effective()
                .filter(transaction ->
                        types.contains(transaction.type()) && parent.reference().equals(transaction.parent())));
    }

    /** A void that does not name its parent, and one without any capture, can only apply to the hold. */
    private BigDecimal releasedByVoid() {
        boolean captured = !receipts().isEmpty();
        return sum(effective()
                .filter(transaction -> transaction.is(VOID)
                        && typeOfParent(transaction)
                                .map(type -> type == AUTHORIZE || type == PENDING)
                                .orElse(!captured)));
    }

    private BigDecimal settledDirectly() {
        return sum(effective().filter(this::isDirectSettlement));
    }

    /** Whether it settled a pending payment, which nobody captured. */
    private boolean isDirectSettlement(Transaction transaction) {
        return transaction.is(SETTLED)
                && typeOfParent(transaction).filter(PENDING::equals).isPresent();
    }

    private Optional<TransactionType> typeOfParent(Transaction transaction) {
        return Optional.ofNullable(transaction.parent())
                .flatMap(parent -> Optional.ofNullable(byReference.get(parent)))
                .map(Transaction::type);
    }

    private boolean wasDeclined() {
        return byReference.values().stream()
                .anyMatch(transaction -> transaction.failure() == TransactionFailureType.DECLINED
                        && (transaction.is(AUTHORIZE) || transaction.is(AUTHORIZE_AND_CAPTURE)));
    }

    private BigDecimal sum(TransactionType type) {
        return sum(effective().filter(transaction -> transaction.is(type)));
    }

    private static BigDecimal sum(Stream<Transaction> transactions) {
        return transactions.map(transaction -> transaction.amount().amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Stream<Transaction> effective() {
        return byReference.values().stream().filter(Transaction::success);
    }

    private static boolean isPositive(BigDecimal amount) {
        return amount.signum() > 0;
    }
}
