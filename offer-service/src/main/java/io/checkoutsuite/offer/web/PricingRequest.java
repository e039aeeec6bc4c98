package io.checkoutsuite.offer.web;

import io.checkoutsuite.limits.Limits;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.offer.pricing.Basket;
import io.checkoutsuite.web.limits.ValidSku;
import io.checkoutsuite.web.problem.ValidationErrors;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A cart to price. */
record PricingRequest(
        @NotBlank String currency,
        @Nullable @Size(max = Limits.CUSTOMER_ID) String customerId,
        @Nullable @Size(max = Limits.EMAIL) String email,
        @NotNull @Size(max = Limits.LINES) List<@NotNull @Valid PricingLineRequest> lines,
        @Nullable @Size(max = 50) List<@NotNull @Size(max = 4 * Limits.CODE) String> codes) {

    record PricingLineRequest(
            @NotBlank @Size(max = Limits.ID) String lineId,
            @NotBlank @ValidSku String sku,
            @NotNull @Min(1) @Max(Limits.QUANTITY) Long quantity,
            @NotNull Money unitPrice) {}

    Basket basket() {
        ValidationErrors errors = new ValidationErrors();
        Currency known = Currency.getAvailableCurrencies().stream()
                .filter(any -> any.getCurrencyCode().equals(currency) && any.getDefaultFractionDigits() >= 0)
                .findFirst()
                .orElse(null);
        if (known == null) {
            errors.add("/currency", "unknown", "There is no such currency");
        }
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            PricingLineRequest line = lines.get(i);
            String pointer = "/lines/" + i;
            if (!ids.add(line.lineId())) {
                errors.add(pointer + "/lineId", "duplicate", "The line id " + line.lineId() + " is not unique");
            }
            if (!line.unitPrice().currency().getCurrencyCode().equals(currency)) {
                errors.add(pointer + "/unitPrice", "other-currency", "The price is not in " + currency);
            }
            if (line.unitPrice().isNegative()) {
                errors.add(pointer + "/unitPrice", "too-small", "The price must not be negative");
            }
            if (line.unitPrice().exceedsDigits(Limits.PRICE_DIGITS)) {
                errors.add(pointer + "/unitPrice", "too-large", "A price can have at most 12 digits before the point");
            }
        }
        errors.throwIfAny();
        return new Basket(
                Currency.getInstance(currency),
                lines.stream()
                        .map(line -> new Basket.Line(line.lineId(), line.sku(), line.quantity(), line.unitPrice()))
                        .toList());
    }

    List<String> typedCodes() {
        return codes == null ? List.of() : codes;
    }
}
