package io.checkoutsuite.offer.web;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.checkoutsuite.limits.Limits;
import io.checkoutsuite.limits.Sku;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.offer.offer.DiscountValue;
import io.checkoutsuite.offer.offer.Offer;
import io.checkoutsuite.offer.offer.OfferTarget;
import io.checkoutsuite.web.problem.CheckedRequest;
import io.checkoutsuite.web.problem.ValidationErrors;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An offer as operators define it, for single offers and for lines of an import. */
record OfferDefinition(
        @Nullable String offerId,
        @Nullable String name,
        @Nullable OfferKind kind,

        @Nullable @JsonFormat(shape = JsonFormat.Shape.STRING)
        BigDecimal value,

        @Nullable Money amount,
        @Nullable OfferTarget target,
        @Nullable List<String> skus,
        @Nullable Money minSubtotal,
        @Nullable Boolean automatic,
        @Nullable Boolean combinable,
        @Nullable Integer priority,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable Long maxUses,
        @Nullable Long maxUsesPerCustomer)
        implements CheckedRequest {

    private static final int LONGEST_NAME = 200;
    private static final int MOST_SKUS = 10_000;
    private static final int FINEST_PERCENT = 4;

    enum OfferKind {
        PERCENT,
        AMOUNT
    }

    static OfferDefinition of(Offer offer) {
        Money amount = offer.discountValue() instanceof DiscountValue.Amount(var off) ? off : null;
        BigDecimal percent = offer.discountValue() instanceof DiscountValue.Percent(var share) ? share : null;
        return new OfferDefinition(
                offer.id(),
                offer.name(),
                percent == null ? OfferKind.AMOUNT : OfferKind.PERCENT,
                percent,
                amount,
                offer.target(),
                offer.skus().isEmpty() ? null : offer.skus().stream().sorted().toList(),
                offer.minSubtotal(),
                offer.automatic(),
                offer.combinable(),
                offer.priority(),
                offer.validity().startsAt(),
                offer.validity().endsAt(),
                offer.limits().maxUses(),
                offer.limits().maxUsesPerCustomer());
    }

    /** Checks everything but the id, which is a part of the path if a single offer is written. */
    @Override
    public void check(ValidationErrors errors) {
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            errors.add("/name", name == null ? "missing" : "wrong-size", "The name must have 1 to 200 characters");
        }
        if (target == null) {
            errors.add("/target", "missing", "The target is missing: ITEM or ORDER");
        }
        checkSkus(errors);
        ValidityInput.checkMoney(minSubtotal, "/minSubtotal", errors);
        validity().check(errors);
        checkDiscountValue(errors);
    }

    private ValidityInput validity() {
        return new ValidityInput(startsAt, endsAt, maxUses, maxUsesPerCustomer);
    }

    /** Requires a check without errors. */
    Offer offer(String tenant, String id) {
        return new Offer(
                tenant,
                id,
                requireNonNull(name),
                kind == OfferKind.PERCENT
                        ? new DiscountValue.Percent(requireNonNull(value))
                        : new DiscountValue.Amount(requireNonNull(amount)),
                requireNonNull(target),
                skus == null ? Set.of() : skus.stream().map(Sku::canonical).collect(Collectors.toUnmodifiableSet()),
                minSubtotal,
                Boolean.TRUE.equals(automatic),
                !Boolean.FALSE.equals(combinable),
                priority == null ? 0 : priority,
                validity().period(),
                validity().limits(),
                0);
    }

    private void checkSkus(ValidationErrors errors) {
        if (skus == null) {
            return;
        }
        if (target == OfferTarget.ORDER && !skus.isEmpty()) {
            errors.add("/skus", "not-allowed", "An offer on the order applies to all items");
        }
        if (skus.size() > MOST_SKUS) {
            errors.add("/skus", "too-large", "An offer can list at most 10,000 items");
        }
        for (int i = 0; i < Math.min(skus.size(), MOST_SKUS); i++) {
            String sku = skus.get(i);
            if (sku == null || !Sku.isAllowed(sku)) {
                errors.add("/skus/" + i, "malformed", "A SKU " + Sku.RULE);
            }
        }
    }

    private void checkDiscountValue(ValidationErrors errors) {
        switch (kind) {
            case null -> errors.add("/kind", "missing", "The kind is missing: PERCENT or AMOUNT");
            case PERCENT -> checkPercent(errors);
            case AMOUNT -> checkAmount(errors);
        }
    }

    private void checkPercent(ValidationErrors errors) {
        if (value == null) {
            errors.add("/value", "missing", "The percentage is missing");
        } else if (!DiscountValue.Percent.isAllowed(value)
                || value.stripTrailingZeros().scale() > FINEST_PERCENT) {
            errors.add("/value", "not-allowed", "The percentage must be above 0, at most 100, with at most 4 decimals");
        }
    }

    private void checkAmount(ValidationErrors errors) {
        if (amount == null) {
            errors.add("/amount", "missing", "The amount is missing");
        } else if (!amount.isPositive() || amount.exceedsDigits(Limits.PRICE_DIGITS)) {
            errors.add("/amount", "not-allowed", "The amount must be above 0, with at most 12 digits before the point");
        }
    }
}
