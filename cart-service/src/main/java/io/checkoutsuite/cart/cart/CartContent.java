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
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.AccessLevel;
import lombok.With;
import org.jspecify.annotations.Nullable;

/**
 * The part of a cart that its buyer can change. Every change returns new content with matching totals.
 *
 * @param customerId the registered owner; null for guests
 * @param guest the guest's access; null for registered owners, and if guest tokens are disabled
 * @param payments those that pay for the cart
 * @param archivedPayments those that were replaced or removed, oldest first; at most {@link #MAX_ARCHIVED_PAYMENTS}
 * @param removedLines lines that were removed because they cannot be bought any more; kept until the buyer's next change
 * @param pricedAt when its prices were last compared with the catalog
 */
public record CartContent(
        Currency currency,
        @Nullable String customerId,
        @With(AccessLevel.PRIVATE) @Nullable GuestAccess guest,
        @With @Nullable Contact contact,
        List<CartLine> lines,
        List<FulfillmentGroup> fulfillmentGroups,
        @With List<EnteredCode> codes,
        @With(AccessLevel.PRIVATE) List<Discount> discounts,
        @With(AccessLevel.PRIVATE) List<CartPayment> payments,
        @With(AccessLevel.PRIVATE) List<ArchivedPayment> archivedPayments,
        @With(AccessLevel.PRIVATE) CartTotals totals,
        @With(AccessLevel.PRIVATE) Instant changedAt,
        @With List<RemovedLine> removedLines,
        @With(AccessLevel.PRIVATE) Instant pricedAt) {

    public static final int MAX_LINES = Limits.LINES;
    static final int MAX_ARCHIVED_PAYMENTS = 20;

    public CartContent {
        lines = List.copyOf(lines);
        fulfillmentGroups = List.copyOf(fulfillmentGroups);
        codes = List.copyOf(codes);
        discounts = List.copyOf(discounts);
        payments = List.copyOf(payments);
        archivedPayments = List.copyOf(archivedPayments);
        removedLines = List.copyOf(removedLines);
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
                List.of(),
                CartTotals.of(currency, List.of(), List.of(), List.of(), Money.zero(currency)),
                now,
                List.of(),
                now);
    }

    /** Adds lines. If merging is enabled, a line that matches an existing line increases its quantity. */
    public CartContent withLines(List<CartLine> more, boolean merging) {
        List<CartLine> all = new ArrayList<>(lines);
        for (CartLine line : more) {
            int index = merging ? indexOfMergeable(all, line) : -1;
            if (index < 0) {
                all.add(line);
            } else {
                all.set(index, all.get(index).withQuantity(all.get(index).quantity() + line.quantity()));
            }
        }
        return with(all, fulfillmentGroups);
    }

    private static int indexOfMergeable(List<CartLine> lines, CartLine line) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).canMergeWith(line)) {
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

    /** The content with these unit prices; lines without an entry keep theirs. */
    public CartContent withUnitPrices(Map<String, Money> priceByLine) {
        return with(
                lines.stream()
                        .map(line -> line.withUnitPrice(priceByLine.getOrDefault(line.id(), line.unitPrice())))
                        .toList(),
                fulfillmentGroups);
    }

    /** The content without these lines, which cannot be bought any more. They are added to the removed lines that the buyer is notified of. */
    public CartContent withRemoved(List<RemovedLine> removed) {
        CartContent rest = without(removed.stream().map(RemovedLine::lineId).collect(Collectors.toUnmodifiableSet()));
        return rest.withRemovedLines(Stream.concat(removedLines.stream(), removed.stream())
                .distinct()
                .toList());
    }

    /** Whether lines, codes, discounts, totals and removed lines are equal, regardless of when they were priced. */
    public boolean costsTheSameAs(CartContent other) {
        return lines.equals(other.lines)
                && codes.equals(other.codes)
                && discounts.equals(other.discounts)
                && totals.equals(other.totals)
                && removedLines.equals(other.removedLines);
    }

    public CartContent withFulfillmentGroups(List<FulfillmentGroup> groups) {
        return with(lines, groups);
    }

    /** The content with these discounts and this tax. */
    public CartContent priced(List<EnteredCode> entered, List<Discount> newDiscounts, Money tax, Instant now) {
        return withCodes(entered)
                .withDiscounts(newDiscounts)
                .withTotals(CartTotals.of(currency, lines, newDiscounts, fulfillmentGroups, tax))
                .withPricedAt(now);
    }

    /** The content to be stored, with the time of the change and the guest token's new expiry. */
    public CartContent changed(Instant now, UnaryOperator<Instant> guestExpiry) {
        return withGuest(guest == null ? null : guest.withExpiry(guestExpiry.apply(now)))
                .withChangedAt(now);
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
                archivedPayments,
                CartTotals.of(currency, newLines, discounts, newGroups, totals.tax()),
                changedAt,
                removedLines,
                pricedAt);
    }

    public Optional<CartLine> line(String lineId) {
        return lines.stream().filter(line -> line.id().equals(lineId)).findFirst();
    }

    public CartContent withPayment(CartPayment added) {
        return withPayments(Stream.concat(payments.stream(), Stream.of(added)).toList());
    }

    /** The content in which the selected payments no longer pay for the cart. Only the latest archived payments are kept. */
    public CartContent withArchived(Predicate<CartPayment> selected, ArchivedPayment.Reason reason, Instant now) {
        List<ArchivedPayment> archived = Stream.concat(
                        archivedPayments.stream(),
                        payments.stream().filter(selected).map(payment -> ArchivedPayment.of(payment, reason, now)))
                .toList();
        return withPayments(payments.stream().filter(selected.negate()).toList())
                .withArchivedPayments(
                        archived.subList(Math.max(0, archived.size() - MAX_ARCHIVED_PAYMENTS), archived.size()));
    }

    /** The amount that no payment covers; negative if the payments exceed the total. */
    public Money openAmount() {
        Money rest = totals.total().minus(fixedAmounts());
        return rest.isPositive() && payments.stream().anyMatch(payment -> payment.amount() == null)
                ? Money.zero(currency)
                : rest;
    }

    /** The payments with the amount that each of them covers; payments of zero are omitted. */
    public List<CartPayment> allocatedPayments() {
        Money rest = totals.total().minus(fixedAmounts());
        return payments.stream()
                .map(payment -> payment.amount() == null ? payment.withAmount(rest) : payment)
                .filter(payment -> payment.amount() != null && payment.amount().isPositive())
                .toList();
    }

    private Money fixedAmounts() {
        return payments.stream()
                .flatMap(payment -> Optional.ofNullable(payment.amount()).stream())
                .reduce(Money.zero(currency), Money::plus);
    }

    /** The sum of all discount shares of one line. */
    public Money discountOf(String lineId) {
        return discounts.stream()
                .flatMap(discount -> discount.lines().stream())
                .filter(share -> share.lineId().equals(lineId))
                .map(Discount.DiscountShare::amount)
                .reduce(Money.zero(currency), Money::plus);
    }

    /** The e-mail address for messages about the cart; null while it is unknown. */
    public @Nullable String email() {
        return contact == null ? null : contact.email();
    }
}
