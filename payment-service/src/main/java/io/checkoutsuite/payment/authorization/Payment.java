package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.authorization.Transaction.Occasion;
import io.checkoutsuite.payment.gateway.AuthorizationOrder;
import io.checkoutsuite.payment.gateway.GatewayReference;
import io.checkoutsuite.payment.gateway.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One means of payment of a checkout attempt, with all that happened to it.
 *
 * @param reference under which the gateway knows its authorization; fixed before the gateway is called
 * @param transactions append-only, oldest first
 * @param underWay captures and refunds that the gateway was asked for and whose outcome is not recorded yet
 */
public record Payment(
        String paymentId,
        String gateway,
        Token token,
        Money amount,
        String type,
        @Nullable BillingAddress billingAddress,
        String reference,
        List<Transaction> transactions,
        List<FollowUp> underWay) {

    public Payment {
        transactions = List.copyOf(transactions);
        underWay = underWay == null ? List.of() : List.copyOf(underWay);
    }

    static Payment meant(Intent intent, String reference, Occasion occasion) {
        return new Payment(
                intent.paymentId(),
                intent.gateway(),
                intent.token(),
                intent.amount(),
                intent.type(),
                intent.billingAddress(),
                reference,
                List.of(Transaction.effective(
                        TransactionType.UNCONFIRMED, reference + "-intent", null, occasion, intent.amount())),
                List.of());
    }

    public Intent intent() {
        return new Intent(paymentId, gateway, token, amount, type, billingAddress);
    }

    public Ledger ledger() {
        return new Ledger(transactions);
    }

    public PaymentStatus status() {
        return ledger().status();
    }

    GatewayReference gatewayReference(String tenant, String requestId) {
        return new GatewayReference(tenant, requestId, reference);
    }

    AuthorizationOrder order(String tenant, String requestId, boolean sale, String orderNumber) {
        return new AuthorizationOrder(gatewayReference(tenant, requestId), token, amount, sale, orderNumber);
    }

    /** The outcome of the gateway's authorization under the present reference; empty while it is not known. */
    Optional<Transaction> authorization() {
        return transactions.stream()
                .filter(transaction -> transaction.reference().equals(reference))
                .max(Comparator.comparing(Transaction::success));
    }

    boolean isAuthorized() {
        return authorization().filter(Transaction::success).isPresent() && !isGivenBack();
    }

    /** Whether the gateway certainly holds nothing under the present reference, and never will. */
    boolean holdsNothing() {
        return authorization().filter(outcome -> !outcome.success()).isPresent() || isGivenBack();
    }

    private boolean isGivenBack() {
        return transactions.stream()
                .anyMatch(transaction -> transaction.success()
                        && reference.equals(transaction.parent())
                        && (transaction.is(TransactionType.REVERSE_AUTH) || transaction.is(TransactionType.VOID)));
    }

    /** The same with transactions that it has not had yet; a success also comes after a failure of the same reference. */
    Payment with(List<Transaction> more) {
        List<Transaction> all = new ArrayList<>(transactions);
        more.stream()
                .filter(transaction -> all.stream()
                        .noneMatch(known -> known.reference().equals(transaction.reference())
                                && (known.success() || !transaction.success())))
                .forEach(all::add);
        return new Payment(paymentId, gateway, token, amount, type, billingAddress, reference, all, underWay);
    }

    Payment with(Transaction transaction) {
        return with(List.of(transaction));
    }

    /** The same under a new reference, for another try after the gateway has closed the old one. */
    Payment again(String newReference) {
        return new Payment(
                paymentId, gateway, token, amount, type, billingAddress, newReference, transactions, underWay);
    }

    Payment withUnderWay(List<FollowUp> followUps) {
        return new Payment(paymentId, gateway, token, amount, type, billingAddress, reference, transactions, followUps);
    }
}
