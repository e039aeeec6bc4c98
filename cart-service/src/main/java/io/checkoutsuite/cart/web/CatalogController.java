package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.catalog.ImportedCatalog;
import io.checkoutsuite.cart.catalog.Product;
import io.checkoutsuite.limits.Limits;
import io.checkoutsuite.limits.Sku;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.BodyLimit;
import io.checkoutsuite.web.imports.BatchWriter;
import io.checkoutsuite.web.imports.ImportFormat;
import io.checkoutsuite.web.imports.ImportReport;
import io.checkoutsuite.web.imports.Imports;
import io.checkoutsuite.web.limits.ValidSku;
import io.checkoutsuite.web.problem.ValidationErrors;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Imports products into the catalogue. */
@RestController
@RequiredArgsConstructor
class CatalogController {

    private static final Set<String> COLUMNS =
            Set.of("sku", "name", "unitPrice.amount", "unitPrice.currency", "active", "minQuantity", "maxQuantity");

    /**
     * A product without a price cannot be bought, so a CSV file without the price columns would take all its products off sale. To omit a price
     * on purpose, use NDJSON.
     */
    private static final Set<String> REQUIRED = Set.of("sku", "name", "unitPrice.amount", "unitPrice.currency");

    private final ImportedCatalog catalog;
    private final Imports imports;

    /** A product to import; in CSV the columns of the price are unitPrice.amount and unitPrice.currency. */
    record ProductLine(
            @NotBlank @ValidSku String sku,
            @NotBlank @Size(max = Limits.PRODUCT_NAME) String name,
            @Nullable Money unitPrice,
            @Nullable Boolean active,
            @Nullable @Min(1) @Max(Limits.QUANTITY) Long minQuantity,
            @Nullable @Min(1) @Max(Limits.QUANTITY) Long maxQuantity,

            @Nullable @Size(max = 20)
            List<@NotBlank @Pattern(regexp = Limits.ATTRIBUTE, message = Limits.ATTRIBUTE_RULE) String>
                    requiredAttributes) {

        Product product() {
            checkPrice();
            return new Product(
                    Sku.canonical(sku),
                    name,
                    unitPrice,
                    active == null || active,
                    minQuantity == null ? 1 : minQuantity,
                    maxQuantity == null ? Limits.QUANTITY : maxQuantity,
                    requiredAttributes == null ? List.of() : requiredAttributes);
        }

        private void checkPrice() {
            ValidationErrors errors = new ValidationErrors();
            if (unitPrice != null && unitPrice.isNegative()) {
                errors.add("/unitPrice/amount", "too-small", "A price must not be negative");
            }
            if (unitPrice != null && unitPrice.exceedsDigits(Limits.PRICE_DIGITS)) {
                errors.add(
                        "/unitPrice/amount",
                        "too-large",
                        "A price has at most " + Limits.PRICE_DIGITS + " digits before the decimal point");
            }
            errors.throwIfAny();
        }
    }

    @PostMapping(
            path = "/catalog/imports",
            consumes = {Imports.NDJSON, Imports.CSV})
    @BodyLimit(BodyLimit.UNLIMITED)
    ImportReport importProducts(
            Caller caller, @RequestHeader(HttpHeaders.CONTENT_TYPE) MediaType contentType, InputStream body) {
        return imports.run(
                body,
                contentType,
                new ImportFormat<>(COLUMNS, REQUIRED, ImportFormat.DEFAULT_MAX_LINE_BYTES, line -> imports.valid(
                                line, ProductLine.class)
                        .product()),
                BatchWriter.of(products -> catalog.replace(caller.tenant(), products)));
    }
}
