package io.checkoutsuite.cart.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.cart.cart.Address;
import io.checkoutsuite.cart.cart.ArchivedPayment;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartLine;
import io.checkoutsuite.cart.cart.CartPayment;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.CartTotals;
import io.checkoutsuite.cart.cart.CartView;
import io.checkoutsuite.cart.cart.Contact;
import io.checkoutsuite.cart.cart.Discount;
import io.checkoutsuite.cart.cart.EnteredCode;
import io.checkoutsuite.cart.cart.FulfillmentGroup;
import io.checkoutsuite.cart.cart.PaymentField;
import io.checkoutsuite.cart.cart.RemovedLine;
import io.checkoutsuite.money.Money;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A cart in responses.
 *
 * @param requestId the attempt that submitted the cart; null unless it is submitted
 * @param orderNumber null unless the cart is submitted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CartResponse(
        String id,
        long version,
        CartStatus status,
        String currency,
        @Nullable String customerId,
        @Nullable Contact contact,
        List<CartLineResponse> lines,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<RemovedLine> removedLines,
        List<FulfillmentGroup> fulfillmentGroups,
        List<EnteredCode> codes,
        List<Discount> discounts,
        List<CartPaymentResponse> payments,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ArchivedPayment> archivedPayments,
        CartTotals totals,
        Money openAmount,
        @Nullable String requestId,
        @Nullable String orderNumber) {

    static CartResponse of(Cart cart) {
        return cart.completedAttempt()
                .map(attempt -> submitted(cart.view(), attempt))
                .orElseGet(() -> of(cart.view()));
    }

    static CartResponse submitted(CartView cart, Attempt attempt) {
        return of(cart, attempt.requestId(), attempt.orderNumber());
    }

    static CartResponse of(CartView cart) {
        return of(cart, null, null);
    }

    private static CartResponse of(CartView cart, @Nullable String requestId, @Nullable String orderNumber) {
        CartContent content = cart.content();
        return new CartResponse(
                cart.id(),
                cart.version(),
                cart.status(),
                content.currency().getCurrencyCode(),
                content.customerId(),
                content.contact(),
                content.lines().stream()
                        .map(line -> CartLineResponse.of(line, content))
                        .toList(),
                content.removedLines(),
                content.fulfillmentGroups(),
                content.codes(),
                content.discounts(),
                content.payments().stream().map(CartPaymentResponse::of).toList(),
                content.archivedPayments(),
                content.totals(),
                content.openAmount(),
                requestId,
                orderNumber);
    }

    /** The cart without anything that identifies its owner. */
    CartResponse withoutPersonalData() {
        return new CartResponse(
                id,
                version,
                status,
                currency,
                null,
                null,
                lines,
                removedLines,
                List.of(),
                codes,
                discounts,
                List.of(),
                List.of(),
                totals,
                openAmount,
                null,
                null);
    }

    /** A line. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CartLineResponse(
            String id,
            String sku,
            String name,
            long quantity,
            Money unitPrice,
            Money total,
            Money discount,
            Map<String, String> attributes) {

        static CartLineResponse of(CartLine line, CartContent content) {
            return new CartLineResponse(
                    line.id(),
                    line.sku(),
                    line.name(),
                    line.quantity(),
                    line.unitPrice(),
                    line.total(),
                    content.discountOf(line.id()),
                    line.attributes());
        }
    }

    /** A payment, without its token. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CartPaymentResponse(
            String id,
            String gateway,
            @Nullable String type,
            @Nullable Money amount,
            @Nullable Address billingAddress,
            @Nullable String savedPaymentId,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> fields,
            boolean save,
            Instant addedAt) {

        static CartPaymentResponse of(CartPayment payment) {
            return new CartPaymentResponse(
                    payment.id(),
                    payment.gateway(),
                    payment.type(),
                    payment.amount(),
                    payment.billingAddress(),
                    payment.savedPaymentId(),
                    payment.fields().stream()
                            .collect(Collectors.toMap(
                                    PaymentField::name, PaymentField::value, (a, b) -> a, LinkedHashMap::new)),
                    payment.save(),
                    payment.addedAt());
        }
    }
}
