package io.checkoutsuite.cart.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.cart.cart.Address;
import io.checkoutsuite.cart.cart.AppliedCode;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartLine;
import io.checkoutsuite.cart.cart.CartPayment;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Contact;
import io.checkoutsuite.cart.cart.Discount;
import io.checkoutsuite.cart.cart.FulfillmentGroup;
import io.checkoutsuite.cart.cart.RemovedLine;
import io.checkoutsuite.cart.cart.Totals;
import io.checkoutsuite.money.Money;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cart in responses. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CartView(
        String id,
        long version,
        CartStatus status,
        String currency,
        @Nullable String customerId,
        @Nullable Contact contact,
        List<LineView> lines,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<RemovedLine> removedLines,
        List<FulfillmentGroup> fulfillmentGroups,
        List<AppliedCode> codes,
        List<Discount> discounts,
        List<PaymentView> payments,
        Totals totals,
        Money openAmount) {

    static CartView of(Cart cart) {
        CartContent content = cart.content();
        return new CartView(
                cart.id(),
                cart.version(),
                cart.status(),
                content.currency().getCurrencyCode(),
                content.customerId(),
                content.contact(),
                content.lines().stream().map(line -> LineView.of(line, content)).toList(),
                content.removedLines(),
                content.fulfillmentGroups(),
                content.codes(),
                content.discounts(),
                content.payments().stream().map(PaymentView::of).toList(),
                content.totals(),
                content.openAmount());
    }

    /** The cart without anything that identifies its owner. */
    CartView withoutPersonalData() {
        return new CartView(
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
                totals,
                openAmount);
    }

    /** A line. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LineView(
            String id,
            String sku,
            String name,
            long quantity,
            Money unitPrice,
            Money total,
            Money discount,
            Map<String, String> attributes) {

        static LineView of(CartLine line, CartContent content) {
            return new LineView(
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
    record PaymentView(
            String id,
            String gateway,
            @Nullable String type,
            @Nullable Money amount,
            @Nullable Address billingAddress) {

        static PaymentView of(CartPayment payment) {
            return new PaymentView(
                    payment.id(), payment.gateway(), payment.type(), payment.amount(), payment.billingAddress());
        }
    }
}
