package io.checkoutsuite.cart.editing;

import io.checkoutsuite.cart.cart.Address;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartLine;
import io.checkoutsuite.cart.cart.Contact;
import io.checkoutsuite.cart.cart.EnteredCode;
import io.checkoutsuite.cart.cart.FulfillmentGroup;
import io.checkoutsuite.cart.pricing.CartPricing;
import io.checkoutsuite.cart.pricing.CartSettings;
import io.checkoutsuite.cart.pricing.CatalogPrices;
import io.checkoutsuite.limits.Limits;
import io.checkoutsuite.limits.OfferCode;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.ValidationErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * All changes that a buyer can make. Each method returns the changed and priced content; nothing is stored here.
 *
 * <p>All methods throw a {@link ProblemException} that lists every invalid value.
 */
@Service
@RequiredArgsConstructor
public class CartEditing {

    private static final int MAX_CODES = Limits.CODES_OF_CART;

    private final LineAddition lineAddition;
    private final CartPricing pricing;
    private final PaymentEditing paymentEditing;
    private final CartSettings settings;
    private final RandomIds ids;

    /** A fulfillment group as requested. */
    public record FulfillmentGroupInput(
            FulfillmentGroup.Type type,
            @Nullable Address address,
            @Nullable String pickupLocation,
            List<String> lineIds) {}

    public CartContent addLines(String tenant, CartContent content, List<LineInput> input) {
        List<LineInput> nonZero =
                input.stream().filter(line -> line.quantity() != 0).toList();
        if (nonZero.isEmpty()) {
            return pricing.upToDate(tenant, content.withRemovedLines(List.of()));
        }
        CatalogPrices prices = pricing.lookUp(
                tenant, content, nonZero.stream().map(LineInput::sku).toList());
        return pricing.price(tenant, lineAddition.add(refreshed(content, prices), nonZero, prices));
    }

    public CartContent changeQuantity(String tenant, CartContent content, String lineId, long quantity) {
        requireLine(content, lineId);
        CartContent refreshed = refreshed(tenant, content);
        if (refreshed.line(lineId).isEmpty()) {
            throw new ValidationErrors()
                    .add("path:lineId", "not-sold", "The product of this line is no longer sold; remove the line")
                    .problem();
        }
        return pricing.price(tenant, refreshed.withQuantity(lineId, quantity));
    }

    public CartContent removeLine(String tenant, CartContent content, String lineId) {
        requireLine(content, lineId);
        return pricing.price(tenant, refreshed(tenant, content.withoutLine(lineId)));
    }

    /** Every change starts from the current prices and reports only the removed lines that it finds itself. */
    private CartContent refreshed(String tenant, CartContent content) {
        return refreshed(content, pricing.lookUp(tenant, content, List.of()));
    }

    private CartContent refreshed(CartContent content, CatalogPrices prices) {
        return pricing.refreshed(content.withRemovedLines(List.of()), prices);
    }

    private static void requireLine(CartContent content, String lineId) {
        if (content.line(lineId).isEmpty()) {
            throw ProblemException.notFound("line");
        }
    }

    /** Sets the contact, which determines the limited offers that apply to the cart. */
    public CartContent setContact(String tenant, CartContent content, Contact contact) {
        CartContent changed = content.withContact(contact).withRemovedLines(List.of());
        return Objects.equals(changed.email(), content.email())
                ? pricing.upToDate(tenant, changed)
                : pricing.reprice(tenant, changed);
    }

    public CartContent setFulfillmentGroups(String tenant, CartContent content, List<FulfillmentGroupInput> groups) {
        ValidationErrors errors = new ValidationErrors();
        Set<String> lines = content.lines().stream().map(CartLine::id).collect(Collectors.toSet());
        List<FulfillmentGroup> made = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            FulfillmentGroupInput group = groups.get(i);
            for (int j = 0; j < group.lineIds().size(); j++) {
                if (!lines.contains(group.lineIds().get(j))) {
                    errors.add("/groups/" + i + "/lineIds/" + j, "unknown-line", "The cart has no such line");
                }
            }
            made.add(new FulfillmentGroup(
                    Integer.toString(i + 1),
                    group.type(),
                    group.address(),
                    group.pickupLocation(),
                    group.lineIds(),
                    price(content, group.type())));
        }
        errors.throwIfAny();
        return pricing.price(tenant, refreshed(tenant, content.withFulfillmentGroups(made)));
    }

    private Money price(CartContent content, FulfillmentGroup.Type type) {
        return type == FulfillmentGroup.Type.SHIP
                ? Money.rounded(settings.shippingPrice(), content.currency())
                : Money.zero(content.currency());
    }

    /** Adds a code; the status of the code shows whether it gives a discount. */
    public CartContent addCode(String tenant, CartContent content, String code) {
        if (!OfferCode.isAllowed(code)) {
            throw new ValidationErrors()
                    .add("path:code", "malformed", "A code " + OfferCode.RULE)
                    .problem();
        }
        String entered = OfferCode.canonical(code);
        if (content.codes().stream().anyMatch(known -> known.code().equals(entered))) {
            return pricing.price(tenant, refreshed(tenant, content));
        }
        if (content.codes().size() >= MAX_CODES) {
            new ValidationErrors()
                    .add("/codes", "too-many", "A cart has at most " + MAX_CODES + " codes")
                    .throwIfAny();
        }
        return pricing.price(tenant, refreshed(tenant, withCode(content, entered)));
    }

    private static CartContent withCode(CartContent content, String code) {
        List<EnteredCode> codes = new ArrayList<>(content.codes());
        codes.add(new EnteredCode(code, "NOT_APPLICABLE", null));
        return content.withCodes(codes);
    }

    public CartContent removeCode(String tenant, CartContent content, String code) {
        String entered = OfferCode.canonical(code);
        return pricing.price(
                tenant,
                refreshed(
                        tenant,
                        content.withCodes(content.codes().stream()
                                .filter(known -> !known.code().equals(entered))
                                .toList())));
    }

    /** Adds a payment, unless the same one was added before; the payment that it replaces is archived. */
    public CartContent addPayment(String tenant, CartContent content, PaymentInput input) {
        return paymentEditing.add(tenant, pricing.upToDate(tenant, content.withRemovedLines(List.of())), input);
    }

    /** Removes a payment; it is archived. */
    public CartContent removePayment(String tenant, CartContent content, String paymentId) {
        return pricing.upToDate(
                tenant, paymentEditing.remove(content, paymentId).withRemovedLines(List.of()));
    }
}
