package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Address;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartTotals;
import io.checkoutsuite.cart.cart.Contact;
import io.checkoutsuite.cart.cart.EnteredCode;
import io.checkoutsuite.events.CartSnapshot;
import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.events.ContextInfo;
import org.jspecify.annotations.Nullable;

/** Creates the completion or rollback event of a decision from the decided cart alone. */
final class CheckoutEvents {

    private CheckoutEvents() {}

    /** @param cart the cart after its completion, which no longer changes */
    static CheckoutCompletion completion(Cart cart, Attempt.Completed completed) {
        return new CheckoutCompletion(
                completed.requestId(),
                completed.orderNumber(),
                snapshot(cart),
                completed.payments(),
                ContextInfo.of(cart.tenant()),
                completed.decidedAt());
    }

    static CheckoutRollback rollback(Cart cart, Attempt.RolledBack rolledBack) {
        AttemptFailure failure = rolledBack.failure();
        return new CheckoutRollback(
                rolledBack.requestId(),
                cart.id(),
                rolledBack.orderNumber(),
                failure.type().name(),
                failure.message(),
                failure.activity(),
                cart.content().customerId(),
                ContextInfo.of(cart.tenant()),
                rolledBack.decidedAt());
    }

    private static CartSnapshot snapshot(Cart cart) {
        CartContent content = cart.content();
        return new CartSnapshot(
                cart.id(),
                cart.version(),
                cart.status().name(),
                content.currency().getCurrencyCode(),
                content.customerId(),
                contact(content.contact()),
                content.lines().stream()
                        .map(line -> new CartSnapshot.Line(
                                line.id(),
                                line.sku(),
                                line.name(),
                                line.quantity(),
                                line.unitPrice(),
                                line.total(),
                                content.discountOf(line.id()),
                                line.attributes()))
                        .toList(),
                content.fulfillmentGroups().stream()
                        .map(group -> new CartSnapshot.FulfillmentGroup(
                                group.id(),
                                group.type().name(),
                                address(group.address()),
                                group.pickupLocation(),
                                group.lineIds(),
                                group.price()))
                        .toList(),
                content.codes().stream()
                        .filter(EnteredCode::takesEffect)
                        .map(EnteredCode::code)
                        .toList(),
                content.discounts().stream()
                        .map(discount -> new CartSnapshot.Discount(
                                discount.offerId(), discount.code(), discount.name(), discount.amount()))
                        .toList(),
                totals(content.totals()));
    }

    private static CartSnapshot.@Nullable Contact contact(@Nullable Contact contact) {
        return contact == null ? null : new CartSnapshot.Contact(contact.email(), contact.name(), contact.phone());
    }

    private static CartSnapshot.@Nullable Address address(@Nullable Address address) {
        return address == null
                ? null
                : new CartSnapshot.Address(
                        address.name(),
                        address.line1(),
                        address.line2(),
                        address.city(),
                        address.region(),
                        address.postalCode(),
                        address.country(),
                        address.phone());
    }

    private static CartSnapshot.Totals totals(CartTotals totals) {
        return new CartSnapshot.Totals(
                totals.items(), totals.offers(), totals.fulfillment(), totals.tax(), totals.fees(), totals.total());
    }
}
