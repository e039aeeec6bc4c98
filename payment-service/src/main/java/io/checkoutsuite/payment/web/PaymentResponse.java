package io.checkoutsuite.payment.web;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.authorization.AuthorizationState;
import io.checkoutsuite.payment.authorization.BegunAuthorization;
import io.checkoutsuite.payment.gateway.DeclineType;
import io.checkoutsuite.payment.payment.BillingAddress;
import io.checkoutsuite.payment.payment.Ledger;
import io.checkoutsuite.payment.payment.Payment;
import io.checkoutsuite.payment.payment.PaymentField;
import io.checkoutsuite.payment.payment.PaymentStatus;
import io.checkoutsuite.payment.payment.Transaction;
import io.checkoutsuite.payment.payment.TransactionFailureType;
import io.checkoutsuite.payment.payment.TransactionSource;
import io.checkoutsuite.payment.payment.TransactionType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A payment as its customer and staff see it; never its token.
 *
 * @param archived whether its checkout attempt ended without an order
 * @param fields additional data from the shop
 * @param status computed from the transactions
 * @param statusWithoutRefunds the same for clients that do not distinguish refunds
 * @param open what is held and not captured yet
 * @param captured what was taken from the buyer, whatever was refunded later
 * @param refundable what was captured and neither refunded nor voided
 * @param settled what has arrived at the merchant's bank
 */
record PaymentResponse(
        String paymentId,
        String requestId,
        AuthorizationState authorizationState,
        boolean archived,
        String cartId,
        String orderNumber,
        String gateway,
        String type,
        Money amount,
        PaymentStatus status,
        PaymentStatus statusWithoutRefunds,
        Money open,
        Money captured,
        Money refundable,
        Money settled,
        @Nullable BillingAddress billingAddress,
        Map<String, String> fields,
        List<PaymentTransactionResponse> transactions) {

    /** One transaction. */
    record PaymentTransactionResponse(
            TransactionType type,
            String reference,
            @Nullable String parent,
            String requestId,
            TransactionSource source,
            Money amount,
            boolean success,
            @Nullable TransactionFailureType failure,
            @Nullable DeclineType declineType,
            Instant at) {

        static PaymentTransactionResponse of(Transaction transaction) {
            return new PaymentTransactionResponse(
                    transaction.type(),
                    transaction.reference(),
                    transaction.parent(),
                    transaction.requestId(),
                    transaction.source(),
                    transaction.amount(),
                    transaction.success(),
                    transaction.failure(),
                    transaction.declineType(),
                    transaction.at());
        }
    }

    static PaymentResponse of(BegunAuthorization authorization, Payment payment) {
        Ledger ledger = payment.ledger();
        return new PaymentResponse(
                payment.paymentId(),
                authorization.requestId(),
                authorization.state(),
                authorization.state().isArchived(),
                authorization.purpose().cartId(),
                authorization.purpose().orderNumber(),
                payment.gateway(),
                payment.type(),
                payment.amount(),
                ledger.status(),
                ledger.status().withoutRefunds(),
                new Money(ledger.open(), payment.amount().currency()),
                new Money(ledger.captured(), payment.amount().currency()),
                new Money(ledger.refundable(), payment.amount().currency()),
                new Money(ledger.settled(), payment.amount().currency()),
                payment.billingAddress(),
                payment.fields().stream().collect(Collectors.toMap(PaymentField::name, PaymentField::value)),
                payment.transactions().stream()
                        .map(PaymentTransactionResponse::of)
                        .toList());
    }
}
