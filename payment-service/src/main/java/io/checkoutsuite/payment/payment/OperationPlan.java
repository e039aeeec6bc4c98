package io.checkoutsuite.payment.payment;

import io.checkoutsuite.money.Money;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an operation would record, decided from the transactions of a payment and from its operations that are not recorded yet: their amounts
 * are no longer available.
 */
public sealed interface OperationPlan {

    /**
     * The operation is possible.
     *
     * @param type of the transaction to record
     * @param parent the reference of the transaction that it follows or reverses; null for a detached credit
     */
    record Possible(TransactionType type, @Nullable String parent, Money amount) implements OperationPlan {}

    /** The amount exceeds what is available. */
    record AmountNotAvailable(Money available) implements OperationPlan {}

    /** It is not possible with any amount. */
    record NotPossible(String reason) implements OperationPlan {}

    static OperationPlan of(Payment payment, PaymentOperation operation) {
        return new Planning(payment).plan(operation);
    }

    /** Plans one operation on a payment. */
    final class Planning {

        private final Payment payment;
        private final Ledger ledger;

        private Planning(Payment payment) {
            this.payment = payment;
            this.ledger = payment.ledger();
        }

        private OperationPlan plan(PaymentOperation operation) {
            return switch (operation) {
                case PaymentOperation.Capture(Money amount) ->
                    amountWithin(uncommittedHold(), amount, TransactionType.CAPTURE, Optional.of(payment.reference()));
                case PaymentOperation.Refund(Money amount) ->
                    amountWithin(uncommittedReceipts(), amount, TransactionType.REFUND, parentOfRefund(amount));
                case PaymentOperation.ReverseHold(Money amount) ->
                    amountWithin(
                            uncommittedHold(),
                            amount,
                            ledger.awaited().signum() > 0 ? TransactionType.VOID : TransactionType.REVERSE_AUTH,
                            Optional.of(payment.reference()));
                case PaymentOperation.DetachedCredit(Money amount) ->
                    amountWithin(
                            payment.amount()
                                    .amount()
                                    .subtract(ledger.credited())
                                    .subtract(pending(pending -> pending.type() == TransactionType.DETACHED_CREDIT)),
                            amount,
                            TransactionType.DETACHED_CREDIT,
                            Optional.empty());
                case PaymentOperation.Settlement(Money amount) -> settlement(amount);
                case PaymentOperation.VoidCapture(String capture) -> voidOf(capture);
            };
        }

        private OperationPlan amountWithin(
                BigDecimal available, Money amount, TransactionType type, Optional<String> parent) {
            if (!amount.currency().equals(payment.amount().currency())) {
                return new NotPossible("The payment is in another currency");
            }
            Money left =
                    new Money(available.max(BigDecimal.ZERO), payment.amount().currency());
            return amount.compareTo(left) > 0
                    ? new AmountNotAvailable(left)
                    : new Possible(type, parent.orElse(null), amount);
        }

        /** What is held or awaited, less the operations that have begun to capture or release it. */
        private BigDecimal uncommittedHold() {
            return ledger.open()
                    .add(ledger.awaited())
                    .subtract(pending(pending -> pending.type() == TransactionType.CAPTURE
                            || pending.type() == TransactionType.REVERSE_AUTH
                            || (pending.type() == TransactionType.VOID
                                    && receipt(pending.parent()).isEmpty())));
        }

        /** What was captured, less the operations that have begun to give it back. */
        private BigDecimal uncommittedReceipts() {
            return ledger.refundable().subtract(pending(this::returnsMoney));
        }

        private boolean returnsMoney(PendingOperation pending) {
            return pending.type() == TransactionType.REFUND
                    || (pending.type() == TransactionType.VOID
                            && receipt(pending.parent()).isPresent());
        }

        private BigDecimal pending(Predicate<PendingOperation> selected) {
            return payment.pendingOperations().stream()
                    .filter(selected)
                    .map(pending -> pending.amount().amount())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        /** The first capture of which the whole amount is left; otherwise the first of which anything is left. */
        private Optional<String> parentOfRefund(Money amount) {
            return firstReceipt(receipt -> unreturned(receipt).compareTo(amount.amount()) >= 0)
                    .or(() -> firstReceipt(receipt -> unreturned(receipt).signum() > 0));
        }

        private Optional<String> firstReceipt(Predicate<Transaction> selected) {
            return ledger.receipts().stream().filter(selected).findFirst().map(Transaction::reference);
        }

        private BigDecimal unreturned(Transaction receipt) {
            return ledger.unreturned(receipt)
                    .subtract(pending(pending ->
                            returnsMoney(pending) && receipt.reference().equals(pending.parent())));
        }

        private Optional<Transaction> receipt(@Nullable String reference) {
            return ledger.receipts().stream()
                    .filter(known -> known.reference().equals(reference))
                    .findFirst();
        }

        /** Settles what is awaited, and otherwise what was captured and is not settled yet. */
        private OperationPlan settlement(Money amount) {
            if (ledger.awaited().signum() > 0) {
                return amountWithin(
                        uncommittedHold(), amount, TransactionType.SETTLED, Optional.of(payment.reference()));
            }
            return amountWithin(
                    ledger.captured().subtract(ledger.settled()),
                    amount,
                    TransactionType.SETTLED,
                    firstReceipt(receipt -> ledger.unsettled(receipt).compareTo(amount.amount()) >= 0)
                            .or(() -> firstReceipt(
                                    receipt -> ledger.unsettled(receipt).signum() > 0)));
        }

        private OperationPlan voidOf(String capture) {
            Optional<Transaction> found = receipt(capture)
                    .filter(receipt -> Set.of(TransactionType.CAPTURE, TransactionType.AUTHORIZE_AND_CAPTURE)
                            .contains(receipt.type()));
            if (found.isEmpty()) {
                return new NotPossible("The payment has no capture " + capture);
            }
            Transaction receipt = found.get();
            Money whole = receipt.amount();
            if (ledger.unsettled(receipt).compareTo(whole.amount()) < 0) {
                return new NotPossible("The capture is settled; refund it instead");
            }
            if (unreturned(receipt).compareTo(whole.amount()) < 0) {
                return new NotPossible("The capture was already voided or refunded");
            }
            return amountWithin(uncommittedReceipts(), whole, TransactionType.VOID, Optional.of(receipt.reference()));
        }
    }
}
