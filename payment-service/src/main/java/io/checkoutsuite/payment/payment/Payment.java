package io.checkoutsuite.payment.payment;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationRequest;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationRequest.Action;
import io.checkoutsuite.payment.gateway.GatewayReference;
import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.payment.payment.Transaction.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One payment of a checkout attempt, with all its transactions.
 *
 * @param reference identifies its authorization at the gateway; chosen before the gateway is called
 * @param transactions append-only, oldest first
 * @param savedPaymentId the saved payment method that it was made from; null for a new one
 * @param fields additional data from the shop
 * @param save whether to save the payment method for the customer once the order exists
 * @param pendingOperations operations after checkout whose outcome is not recorded yet
 */
public record Payment(
        String paymentId,
        String gateway,
        Token token,
        Money amount,
        String type,
        @Nullable BillingAddress billingAddress,
        @Nullable String savedPaymentId,
        List<PaymentField> fields,
        boolean save,
        String reference,
        List<Transaction> transactions,
        List<PendingOperation> pendingOperations) {

    /** The type of an account with a third party; its gateway may confirm a payment instead of authorizing it. */
    public static final String THIRD_PARTY_ACCOUNT = "THIRD_PARTY_ACCOUNT";

    private static final String INTENT = "-intent";

    public Payment {
        fields = List.copyOf(fields);
        transactions = List.copyOf(transactions);
        pendingOperations = List.copyOf(pendingOperations);
    }

    public static Payment intended(PaymentIntent intent, String reference, Origin origin) {
        return new Payment(
                intent.paymentId(),
                intent.gateway(),
                intent.token(),
                intent.amount(),
                intent.type(),
                intent.billingAddress(),
                intent.savedPaymentId(),
                intent.fields(),
                intent.save(),
                reference,
                List.of(Transaction.effective(
                        TransactionType.UNCONFIRMED, reference + INTENT, null, origin, intent.amount())),
                List.of());
    }

    public PaymentIntent intent() {
        return new PaymentIntent(paymentId, gateway, token, amount, type, billingAddress, savedPaymentId, fields, save);
    }

    public Ledger ledger() {
        return new Ledger(transactions);
    }

    public PaymentStatus status() {
        return ledger().status();
    }

    public GatewayReference gatewayReference(String tenant, String requestId, String orderNumber) {
        return new GatewayReference(tenant, requestId, reference, orderNumber, amount, begunAt());
    }

    public GatewayAuthorizationRequest authorizationRequest(
            String tenant, String requestId, Action action, String orderNumber) {
        return new GatewayAuthorizationRequest(gatewayReference(tenant, requestId, orderNumber), token, action);
    }

    /** Before the first call to the gateway under any of its references. */
    private Instant begunAt() {
        return transactions.stream()
                .map(Transaction::at)
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    /** The outcome of the gateway's authorization under the current reference; empty while it is unknown. */
    public Optional<Transaction> authorization() {
        return transactions.stream()
                .filter(transaction -> transaction.reference().equals(reference))
                .max(Comparator.comparing(Transaction::success));
    }

    public boolean isAuthorized() {
        return authorization().filter(Transaction::success).isPresent() && !isReversed();
    }

    /** Whether the money was captured at once. */
    public boolean isSale() {
        return authorization()
                .filter(known -> known.success() && known.is(TransactionType.AUTHORIZE_AND_CAPTURE))
                .isPresent();
    }

    /** Whether the payment is only pending under the current reference. */
    public boolean isPending() {
        return authorization()
                        .filter(known -> known.success() && known.is(TransactionType.PENDING))
                        .isPresent()
                && !isReversed();
    }

    /** Whether the gateway holds nothing under the current reference and never will. */
    public boolean holdsNothing() {
        return authorization().filter(outcome -> !outcome.success()).isPresent() || isReversed();
    }

    private boolean isReversed() {
        return transactions.stream()
                .anyMatch(transaction ->
                        transaction.success() && transaction.reference().equals(reversalReference()));
    }

    /** The reference of the reversal that closes the current reference; a partial release has another one. */
    public String reversalReference() {
        return reference + "-reversal";
    }

    /** The reference of the intent, which every authorization of this payment follows. */
    public String intentReference() {
        return transactions.stream()
                .filter(transaction -> transaction.is(TransactionType.UNCONFIRMED))
                .findFirst()
                .map(Transaction::reference)
                .orElseGet(() -> reference + INTENT);
    }

    /** Adds the transactions that are new to this payment. A success is also added after a failure with the same reference. */
    public Payment with(List<Transaction> more) {
        List<Transaction> all = new ArrayList<>(transactions);
        more.stream()
                .filter(transaction -> all.stream()
                        .noneMatch(known -> known.reference().equals(transaction.reference())
                                && (known.success() || !transaction.success())))
                .forEach(all::add);
        return to(reference, all, pendingOperations);
    }

    public Payment with(Transaction transaction) {
        return with(List.of(transaction));
    }

    /** Sets a new reference, for another try after the gateway has closed the old one. */
    public Payment withReference(String newReference) {
        return to(newReference, transactions, pendingOperations);
    }

    /** The operation with that reference, if its outcome is not recorded yet. */
    public Optional<PendingOperation> pendingOperations(String operationReference) {
        return pendingOperations.stream()
                .filter(operation -> operation.reference().equals(operationReference))
                .findFirst();
    }

    /** Adds a capture or refund, or replaces the one with the same reference. */
    public Payment withPendingOperation(PendingOperation changed) {
        return withPendingOperations(Stream.concat(
                        pendingOperations.stream()
                                .filter(other -> !other.reference().equals(changed.reference())),
                        Stream.of(changed))
                .toList());
    }

    /** Records the outcome of an operation, which is no longer pending then. */
    public Payment withOutcome(PendingOperation ended, Transaction outcome) {
        return with(outcome)
                .withPendingOperations(pendingOperations.stream()
                        .filter(other -> !other.reference().equals(ended.reference()))
                        .toList());
    }

    Payment withPendingOperations(List<PendingOperation> operations) {
        return to(reference, transactions, operations);
    }

    private Payment to(
            String nextReference, List<Transaction> nextTransactions, List<PendingOperation> nextPendingOperations) {
        return new Payment(
                paymentId,
                gateway,
                token,
                amount,
                type,
                billingAddress,
                savedPaymentId,
                fields,
                save,
                nextReference,
                nextTransactions,
                nextPendingOperations);
    }
}
