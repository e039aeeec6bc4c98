package io.checkoutsuite.cart.cart;

import io.checkoutsuite.limits.Limits;
import io.checkoutsuite.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer can change about a cart. Every change gives a new content whose totals fit it.
 *
 * @param customerId the registered owner; null for guests
 * @param guest how a guest opens it; null for registered owners and where guest tokens are switched off
 * @param removedLines what was taken out because it cannot be bought any more, until the buyer's next change
 * @param pricedAt when its prices were last compared with the catalogue; null on carts older than the field
 */
public record CartContent(
        Currency currency,
        @Nullable String customerId,
        @Nullable GuestAccess guest,
        @Nullable Contact contact,
        List<CartLine> lines,
        List<FulfillmentGroup> fulfillmentGroups,
        List<AppliedCode> codes,
        List<Discount> discounts,
        List<CartPayment> payments,
        Totals totals,
        Instant changedAt,
        List<RemovedLine> removedLines,
        @Nullable Instant pricedAt) {

    public static final int MOST_LINES = Limits.LINES;

    public CartContent {
        lines = List.copyOf(lines);
        fulfillmentGroups = List.copyOf(fulfillmentGroups);
        codes = List.copyOf(codes);
        discounts = List.copyOf(discounts);
        payments = List.copyOf(payments);
        // Carts that were stored before lines were removed by themselves have none.
        removedLines = removedLines == null ? List.of() : List.copyOf(removedLines);
    }

    public static CartContent empty(
            Currency currency, @Nullable String customerId, @Nullable GuestAccess guest, Instant now) {
        return new CartContent(
                currency,
                customerId,
                guest,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Totals.of(currency, List.of(), List.of(), List.of(), Money.zero(currency)),
                now,
                List.of(),
                now);
    }

    /** Adds lines; one that is like an existing line becomes part of it where lines are merged. */
    public CartContent withLines(List<CartLine> more, boolean merging) {
        List<CartLine> all = new ArrayList<>(lines);
        for (CartLine line : more) {
            int like = merging ? indexOfLike(all, line) : -1;
            if (like < 0) {
                all.add(line);
            } else {
                all.set(like, all.get(like).withQuantity(all.get(like).quantity() + line.quantity()));
            }
        }
        return with(all, fulfillmentGroups);
    }

    private static int indexOfLike(List<CartLine> lines, CartLine line) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isLike(line)) {
                return i;
            }
        }
        return -1;
    }

    public CartContent withQuantity(String lineId, long quantity) {
        return with(
                lines.stream()
                        .map(line -> line.id().equals(lineId) ? line.withQuantity(quantity) : line)
                        .toList(),
                fulfillmentGroups);
    }

    public CartContent withoutLine(String lineId) {
        return without(Set.of(lineId));
    }

    private CartContent without(Set<String> lineIds) {
        return with(
                lines.stream().filter(line -> !lineIds.contains(line.id())).toList(),
                fulfillmentGroups.stream()
                        .flatMap(group -> group.without(lineIds).stream())
                        .toList());
    }

    /** The content with the catalogue's prices of now; lines that are not named keep theirs. */
    public CartContent withUnitPrices(Map<String, Money> priceByLine) {
        return with(
                lines.stream()
                        .map(line -> line.withUnitPrice(priceByLine.getOrDefault(line.id(), line.unitPrice())))
                        .toList(),
                fulfillmentGroups);
    }

    /** The content without lines that cannot be bought any more, and with what the buyer is told of them. */
    public CartContent withRemoved(List<RemovedLine> gone) {
        CartContent rest = without(gone.stream().map(RemovedLine::lineId).collect(Collectors.toUnmodifiableSet()));
        return rest.withNotices(
                Stream.concat(removedLines.stream(), gone.stream()).distinct().toList());
    }

    /** The content with nothing to tell but this. */
    public CartContent withNotices(List<RemovedLine> notices) {
        return new CartContent(
                currency,
                customerId,
                guest,
                contact,
                lines,
                fulfillmentGroups,
                codes,
                discounts,
                payments,
                totals,
                changedAt,
                notices,
                pricedAt);
    }

    /** Whether it costs the same for the same reasons, whenever that was found out. */
    public boolean costsTheSameAs(CartContent other) {
        return lines.equals(other.lines)
                && codes.equals(other.codes)
                && discounts.equals(other.discounts)
                && totals.equals(other.totals)
                && removedLines.equals(other.removedLines);
    }

    public CartContent withContact(Contact who) {
        return new CartContent(
                currency,
                customerId,
                guest,
                who,
                lines,
                fulfillmentGroups,
                codes,
                discounts,
                payments,
                totals,
                changedAt,
                removedLines,
                pricedAt);
    }

    public CartContent withFulfillmentGroups(List<FulfillmentGroup> groups) {
        return with(lines, groups);
    }

    public CartContent withCodes(List<AppliedCode> entered) {
        return new CartContent(
                currency,
                customerId,
                guest,
                contact,
                lines,
                fulfillmentGroups,
                entered,
                discounts,
                payments,
                totals,
                changedAt,
                removedLines,
                pricedAt);
    }

    public CartContent withPayments(List<CartPayment> means) {
        return new CartContent(
                currency,
                customerId,
                guest,
                contact,
                lines,
                fulfillmentGroups,
                codes,
                discounts,
                means,
                totals,
                changedAt,
                removedLines,
                pricedAt);
    }

    /** The content with what offers take off now. */
    public CartContent priced(List<AppliedCode> entered, List<Discount> taken, Money tax, Instant now) {
        return new CartContent(
                currency,
                customerId,
                guest,
                contact,
                lines,
                fulfillmentGroups,
                entered,
                taken,
                payments,
                Totals.of(currency, lines, taken, fulfillmentGroups, tax),
                changedAt,
                removedLines,
                now);
    }

    /** The content as it is stored: when it was changed, and how long the guest's token lives from then. */
    public CartContent changed(Instant now, UnaryOperator<Instant> guestExpiry) {
        return new CartContent(
                currency,
                customerId,
                guest == null ? null : guest.until(guestExpiry.apply(now)),
                contact,
                lines,
                fulfillmentGroups,
                codes,
                discounts,
                payments,
                totals,
                now,
                removedLines,
                pricedAt);
    }

    private CartContent with(List<CartLine> newLines, List<FulfillmentGroup> newGroups) {
        return new CartContent(
                currency,
                customerId,
                guest,
                contact,
                newLines,
                newGroups,
                codes,
                discounts,
                payments,
                Totals.of(currency, newLines, discounts, newGroups, totals.tax()),
                changedAt,
                removedLines,
                pricedAt);
    }

    public Optional<CartLine> line(String lineId) {
        return lines.stream().filter(line -> line.id().equals(lineId)).findFirst();
    }

    /** What no means of payment covers; negative if too much is covered. */
    public Money openAmount() {
        Money rest = totals.total().minus(fixedAmounts());
        return rest.isPositive() && payments.stream().anyMatch(payment -> payment.amount() == null)
                ? Money.zero(currency)
                : rest;
    }

    /** The means of payment with the amount that each pays; those that would pay nothing are left out. */
    public List<CartPayment> dividedPayments() {
        Money rest = totals.total().minus(fixedAmounts());
        return payments.stream()
                .map(payment -> payment.amount() != null
                        ? payment
                        : new CartPayment(
                                payment.id(),
                                payment.gateway(),
                                payment.token(),
                                payment.type(),
                                rest,
                                payment.billingAddress()))
                .filter(payment -> payment.amount() != null && payment.amount().isPositive())
                .toList();
    }

    private Money fixedAmounts() {
        return payments.stream()
                .flatMap(payment -> Optional.ofNullable(payment.amount()).stream())
                .reduce(Money.zero(currency), Money::plus);
    }

    /** All discounts' shares of one line. */
    public Money discountOf(String lineId) {
        return discounts.stream()
                .flatMap(discount -> discount.lines().stream())
                .filter(share -> share.lineId().equals(lineId))
                .map(Discount.Share::amount)
                .reduce(Money.zero(currency), Money::plus);
    }

    /** Where mail about the cart goes; null while that is not known. */
    public @Nullable String email() {
        return contact == null ? null : contact.email();
    }
}
