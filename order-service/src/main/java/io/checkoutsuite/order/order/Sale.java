package io.checkoutsuite.order.order;

import io.checkoutsuite.events.CartSnapshot;
import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.PaymentSummary;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.text.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was sold, to whom and for how much. All values are copies, so later changes of products or customers do not affect them.
 *
 * @param application the tenant's application that sold it; null if none was named
 * @param codes the offer codes of the cart
 * @param submittedAt when the cart was sold
 */
public record Sale(
        String currency,
        Contact contact,
        List<Line> lines,
        List<String> codes,
        List<OrderDiscount> discounts,
        OrderTotals totals,
        List<OrderPayment> payments,
        @Nullable String application,
        Instant submittedAt) {

    public Sale {
        lines = List.copyOf(lines);
        codes = List.copyOf(codes);
        discounts = List.copyOf(discounts);
        payments = List.copyOf(payments);
    }

    static Sale of(CheckoutCompletion sold) {
        CartSnapshot cart = sold.cart();
        return new Sale(
                cart.currency(),
                Contact.of(cart.contact()),
                cart.lines().stream().map(Line::of).toList(),
                cart.codes(),
                cart.discounts().stream().map(OrderDiscount::of).toList(),
                OrderTotals.of(cart.totals()),
                sold.payments().stream().map(OrderPayment::of).toList(),
                sold.contextInfo().application(),
                sold.occurredAt());
    }

    /** How to contact the buyer. */
    public record Contact(
            @Nullable String email,
            @Nullable String name,
            @Nullable String phone) {

        static Contact of(CartSnapshot.@Nullable Contact contact) {
            return contact == null
                    ? new Contact(null, null, null)
                    : new Contact(contact.email(), contact.name(), contact.phone());
        }

        /** Compares addresses without regard to case; a missing address matches none. */
        boolean hasEmail(String other) {
            String own = email == null ? "" : EmailAddress.normalised(email);
            // Constant time: a wrong address with a correct beginning takes as long as any other.
            return !own.isEmpty()
                    && MessageDigest.isEqual(
                            own.getBytes(StandardCharsets.UTF_8),
                            EmailAddress.normalised(other).getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * One line.
     *
     * @param quantity in pieces
     * @param total unit price × quantity, before discounts
     * @param discount this line's share of all discounts
     */
    public record Line(
            String lineId,
            String sku,
            String name,
            long quantity,
            Money unitPrice,
            Money total,
            Money discount,
            List<Attribute> attributes) {

        public Line {
            attributes = List.copyOf(attributes);
        }

        static Line of(CartSnapshot.Line line) {
            return new Line(
                    line.id(),
                    line.sku(),
                    line.name(),
                    line.quantity(),
                    line.unitPrice(),
                    line.total(),
                    line.discount(),
                    line.attributes().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(attribute -> new Attribute(attribute.getKey(), attribute.getValue()))
                            .toList());
        }
    }

    /** An option that the buyer chose for a line. They are a list, not a map, because their names may contain dots, which field names must not. */
    public record Attribute(String name, String value) {}

    /**
     * The discount of one offer.
     *
     * @param code null for an offer that needs none
     */
    public record OrderDiscount(String offerId, @Nullable String code, String name, Money amount) {

        static OrderDiscount of(CartSnapshot.Discount discount) {
            return new OrderDiscount(discount.offerId(), discount.code(), discount.name(), discount.amount());
        }
    }

    /** The totals at the time of the sale. */
    public record OrderTotals(Money items, Money offers, Money fulfillment, Money tax, Money fees, Money total) {

        static OrderTotals of(CartSnapshot.Totals totals) {
            return new OrderTotals(
                    totals.items(), totals.offers(), totals.fulfillment(), totals.tax(), totals.fees(), totals.total());
        }
    }

    /** One payment, with its status at the time of the sale. */
    public record OrderPayment(String paymentId, String gateway, Money amount, String status) {

        static OrderPayment of(PaymentSummary payment) {
            return new OrderPayment(payment.paymentId(), payment.gateway(), payment.amount(), payment.status());
        }
    }
}
