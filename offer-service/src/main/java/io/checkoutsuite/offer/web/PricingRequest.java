package io.checkoutsuite.offer.web;

import io.checkoutsuite.limits.Limits;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.offer.pricing.Basket;
import io.checkoutsuite.web.limits.ValidSku;
import io.checkoutsuite.web.problem.CheckedRequest;
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
        @Nullable @Size(max = 50) List<@NotNull @Size(max = 4 * Limits.CODE) String> codes)
        implements CheckedRequest {

    record PricingLineRequest(
            @NotBlank @Size(max = Limits.ID) String lineId,
            @NotBlank @ValidSku String sku,
            @NotNull @Min(1) @Max(Limits.QUANTITY) Long quantity,
            @NotNull Money unitPrice) {}

    @Override
    public void check(ValidationErrors errors) {
        if (currency != null && !currency.isBlank() && !Money.isCurrency(currency)) {
            errors.add("/currency", "unknown", "There is no such currency");
        }
        List<@Nullable PricingLineRequest> given = lines == null ? List.of() : lines;
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < given.size(); i++) {
            PricingLineRequest line = given.get(i);
            if (line != null) {
                check(line, "/lines/" + i, ids, errors);
            }
        }
    }

    private void check(PricingLineRequest line, String pointer, Set<String> ids, ValidationErrors errors) {
        if (line.lineId() != null && !ids.add(line.lineId())) {
            errors.add(pointer + "/lineId", "duplicate", "The line id " + line.lineId() + " is not unique");
        }
        if (line.unitPrice() == null) {
            return;
        }
        if (currency != null && !line.unitPrice().currency().getCurrencyCode().equals(currency)) {
            errors.add(pointer + "/unitPrice", "other-currency", "The price is not in " + currency);
        }
        if (line.unitPrice().isNegative()) {
            errors.add(pointer + "/unitPrice", "too-small", "The price must not be negative");
        }
        if (line.unitPrice().exceedsDigits(Limits.PRICE_DIGITS)) {
            errors.add(pointer + "/unitPrice", "too-large", "A price can have at most 12 digits before the point");
        }
    }

    Basket basket() {
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
