package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.catalog.Product;
import io.checkoutsuite.limits.Limits;
import io.checkoutsuite.limits.Sku;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.web.limits.ValidSku;
import io.checkoutsuite.web.problem.CheckedRequest;
import io.checkoutsuite.web.problem.ValidationErrors;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A product to import; in CSV the columns of the price are unitPrice.amount and unitPrice.currency. */
record ProductImportLine(
        @NotBlank @ValidSku String sku,
        @NotBlank @Size(max = Limits.PRODUCT_NAME) String name,
        @Nullable Money unitPrice,
        @Nullable Boolean active,
        @Nullable @Min(1) @Max(Limits.QUANTITY) Long minQuantity,
        @Nullable @Min(1) @Max(Limits.QUANTITY) Long maxQuantity,

        @Nullable @Size(max = 20)
        List<@NotBlank @Pattern(regexp = Limits.ATTRIBUTE, message = Limits.ATTRIBUTE_RULE) String> requiredAttributes)
        implements CheckedRequest {

    static final Set<String> COLUMNS =
            Set.of("sku", "name", "unitPrice.amount", "unitPrice.currency", "active", "minQuantity", "maxQuantity");

    /**
     * A product without a price cannot be bought, so a CSV file without the price columns would take all its products off sale. To omit a price
     * on purpose, use NDJSON.
     */
    static final Set<String> REQUIRED = Set.of("sku", "name", "unitPrice.amount", "unitPrice.currency");

    Product product() {
        return new Product(
                Sku.canonical(sku),
                name,
                unitPrice,
                active == null || active,
                minQuantity == null ? 1 : minQuantity,
                maxQuantity == null ? Limits.QUANTITY : maxQuantity,
                requiredAttributes == null ? List.of() : requiredAttributes);
    }

    @Override
    public void check(ValidationErrors errors) {
        if (unitPrice != null && unitPrice.isNegative()) {
            errors.add("/unitPrice/amount", "too-small", "A price must not be negative");
        }
        if (unitPrice != null && unitPrice.exceedsDigits(Limits.PRICE_DIGITS)) {
            errors.add(
                    "/unitPrice/amount",
                    "too-large",
                    "A price has at most " + Limits.PRICE_DIGITS + " digits before the decimal point");
        }
    }
}
