package io.checkoutsuite.order;

import io.checkoutsuite.events.CartSnapshot;
import io.checkoutsuite.events.CartSnapshot.FulfillmentGroup;
import io.checkoutsuite.events.CartSnapshot.Line;
import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.events.ContextInfo;
import io.checkoutsuite.events.InventoryShort;
import io.checkoutsuite.events.PaymentSummary;
import io.checkoutsuite.messaging.InboxEntry;
import io.checkoutsuite.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** A checkout attempt of a cart, and the events about it. Every cart has new ids. */
public record SaleFixture(
        String cartId, String requestId, String number, String customerId, String email, String tenant, int lines) {

    public static final Instant SOLD_AT = Instant.parse("2026-05-04T10:15:30Z");

    public static SaleFixture ofGuest() {
        return ofCustomer(null);
    }

    public static SaleFixture ofCustomer(String customerId) {
        String id = UUID.randomUUID().toString();
        return new SaleFixture(
                "cart-" + id,
                "request-" + id,
                id.substring(0, 13).toUpperCase(java.util.Locale.ROOT),
                customerId,
                "Ann@Example.org",
                "default",
                2);
    }

    public SaleFixture withLines(int count) {
        return new SaleFixture(cartId, requestId, number, customerId, email, tenant, count);
    }

    public SaleFixture inTenant(String other) {
        return new SaleFixture(cartId, requestId, number, customerId, email, other, lines);
    }

    public SaleFixture inCart(String other) {
        return new SaleFixture(other, requestId, number, customerId, email, tenant, lines);
    }

    public SaleFixture withNumber(String other) {
        return new SaleFixture(cartId, requestId, other, customerId, email, tenant, lines);
    }

    /** Another checkout attempt of the same cart. */
    public SaleFixture anotherAttempt() {
        SaleFixture fresh = ofCustomer(customerId);
        return new SaleFixture(cartId, fresh.requestId, fresh.number, customerId, email, tenant, lines);
    }

    public CheckoutCompletion completion() {
        return new CheckoutCompletion(
                requestId,
                number,
                cart(),
                List.of(new PaymentSummary("payment-1", "simulator", total(), "AUTHORIZED")),
                new ContextInfo(tenant, "web"),
                SOLD_AT);
    }

    /** What records that the sale was applied. */
    public InboxEntry entry() {
        return new InboxEntry(
                completion().eventId(), "checkoutCompletion", "CheckoutCompletionListener", SOLD_AT, null);
    }

    public CheckoutRollback rollback(String failureType) {
        return new CheckoutRollback(
                requestId,
                cartId,
                number,
                failureType,
                "The card was declined",
                "authorizePayments",
                customerId,
                ContextInfo.of(tenant),
                SOLD_AT);
    }

    public InventoryShort shortage() {
        return new InventoryShort(
                requestId,
                cartId,
                number,
                List.of(new InventoryShort.ShortSku("SKU-1", 3, 1)),
                ContextInfo.of(tenant),
                SOLD_AT.plusSeconds(5));
    }

    private CartSnapshot cart() {
        Money zero = Money.of("0", "GBP");
        return new CartSnapshot(
                cartId,
                7,
                "SUBMITTED",
                "GBP",
                customerId,
                new CartSnapshot.Contact(email, "Ann", "0113 496 0000"),
                IntStream.rangeClosed(1, lines).mapToObj(SaleFixture::line).toList(),
                List.of(new FulfillmentGroup(
                        "group-1",
                        "SHIP",
                        new CartSnapshot.Address("Ann", "1 High St", null, "Leeds", null, "LS1 1AA", "GB", null),
                        null,
                        List.of(),
                        zero)),
                List.of("SAVE10"),
                List.of(new CartSnapshot.Discount("offer-1", "SAVE10", "Ten percent", Money.of("0.10", "GBP"))),
                new CartSnapshot.Totals(
                        total().plus(Money.of("0.10", "GBP")), Money.of("0.10", "GBP"), zero, zero, zero, total()));
    }

    private Money total() {
        return Money.of("2.55", "GBP").times(3L * lines).minus(Money.of("0.10", "GBP"));
    }

    public static Line line(int index) {
        Money price = Money.of("2.55", "GBP");
        return new Line(
                "line-" + index,
                "SKU-" + index,
                "Hanging heart T-light holder, number " + index,
                3,
                price,
                price.times(3),
                Money.of(index == 1 ? "0.10" : "0.00", "GBP"),
                Map.of("gift.wrap", "red", "$engraving", "For " + index));
    }
}
