package io.checkoutsuite.cart.editing;

import static java.util.Objects.requireNonNullElse;

import io.checkoutsuite.cart.cart.ArchivedPayment;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartPayment;
import io.checkoutsuite.cart.cart.PaymentMethods;
import io.checkoutsuite.limits.Limits;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.ValidationErrors;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The payments of a cart. One payment covers the whole remainder; several share the total only if the buyer gives each a part on purpose, by
 * its amount, and if their gateway accepts that. A payment that is replaced or removed is archived.
 */
@Component
@RequiredArgsConstructor
class PaymentEditing {

    private static final int MAX_PAYMENTS = Limits.PAYMENTS_OF_CART;

    private final PaymentMethods paymentMethods;
    private final RandomIds ids;
    private final Clock clock;

    /** A payment that the buyer chose, and who handles it. */
    private record Choice(CartPayment payment, PaymentMethods.Handler handler) {

        /** Whether the buyer chose this payment instead of an earlier one. */
        boolean replaces(CartPayment earlier) {
            return !handler.severalPayments() || (payment.amount() == null && earlier.amount() == null);
        }
    }

    CartContent add(String tenant, CartContent content, PaymentInput input) {
        // Truncated to the database's precision: the response and a later read are the same.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Choice choice = choose(tenant, content, input, now);
        if (content.payments().stream().anyMatch(choice.payment()::isSameChoiceAs)) {
            return content;
        }
        CartContent kept = content.withArchived(choice::replaces, ArchivedPayment.Reason.REPLACED, now);
        checkRoom(kept, input.amount());
        return kept.withPayment(choice.payment());
    }

    CartContent remove(CartContent content, String paymentId) {
        if (content.payments().stream().noneMatch(payment -> payment.id().equals(paymentId))) {
            throw ProblemException.notFound("payment");
        }
        return content.withArchived(
                payment -> payment.id().equals(paymentId),
                ArchivedPayment.Reason.REMOVED,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private Choice choose(String tenant, CartContent content, PaymentInput input, Instant now) {
        if (input.save() && content.customerId() == null) {
            throw new ValidationErrors()
                    .add("/save", "not-allowed", "Only customers who are logged in can save payment methods")
                    .problem();
        }
        String savedPaymentId = input.savedPaymentId();
        if (savedPaymentId != null) {
            PaymentMethods.Saved saved = ofCustomer(
                            content, customerId -> paymentMethods.saved(tenant, savedPaymentId, customerId))
                    .orElseThrow(() -> new ValidationErrors()
                            .add("/savedPaymentId", "not-saved", "The customer has no saved payment with this id")
                            .problem());
            return choice(saved, input, now);
        }
        if (input.useDefault()) {
            PaymentMethods.Saved saved = ofCustomer(content, customerId -> paymentMethods.defaultOf(tenant, customerId))
                    .orElseThrow(() -> new ValidationErrors()
                            .add("/useDefault", "not-saved", "The customer has no saved payment")
                            .problem());
            return choice(saved, input, now);
        }
        PaymentMethods.Handler handler =
                paymentMethods.requireUsable(tenant, input.gateway(), input.token(), input.type());
        return new Choice(
                new CartPayment(
                        ids.next(),
                        handler.gateway(),
                        input.token(),
                        input.type(),
                        input.amount(),
                        input.billingAddress(),
                        null,
                        input.fields(),
                        input.save(),
                        now),
                handler);
    }

    /** Everything but the amount and the fields is copied from the saved payment. */
    private Choice choice(PaymentMethods.Saved saved, PaymentInput input, Instant now) {
        return new Choice(
                new CartPayment(
                        ids.next(),
                        saved.handler().gateway(),
                        saved.token(),
                        saved.type(),
                        input.amount(),
                        saved.billingAddress(),
                        saved.id(),
                        input.fields(),
                        false,
                        now),
                saved.handler());
    }

    private static Optional<PaymentMethods.Saved> ofCustomer(
            CartContent content, Function<String, Optional<PaymentMethods.Saved>> find) {
        return Optional.ofNullable(content.customerId()).flatMap(find);
    }

    private static void checkRoom(CartContent content, @Nullable Money amount) {
        ValidationErrors errors = new ValidationErrors();
        if (content.payments().size() >= MAX_PAYMENTS) {
            errors.add("", "too-many", "A cart has at most " + MAX_PAYMENTS + " payments");
        }
        if (amount != null && !amount.currency().equals(content.currency())) {
            errors.add("/amount/currency", "wrong-currency", "The cart is in " + content.currency());
        } else if (amount != null && amount.compareTo(restOf(content)) > 0) {
            errors.add("/amount/amount", "too-large", "Only " + restOf(content) + " is left to pay");
        }
        errors.throwIfAny();
    }

    /** The amount that may still be specified: the open amount, or the amount of the payment that covers the remainder. */
    private static Money restOf(CartContent content) {
        return content.payments().stream()
                .filter(payment -> payment.amount() == null)
                .findFirst()
                .flatMap(remainder -> content.allocatedPayments().stream()
                        .filter(allocated -> allocated.id().equals(remainder.id()))
                        .findFirst())
                .map(allocated -> requireNonNullElse(allocated.amount(), content.openAmount()))
                .orElseGet(content::openAmount);
    }
}
