package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.catalog.ImportedCatalog;
import io.checkoutsuite.cart.catalog.Product;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.BodyLimit;
import io.checkoutsuite.web.imports.ImportReport;
import io.checkoutsuite.web.imports.Imports;
import io.checkoutsuite.web.problem.Errors;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Fills the catalogue. */
@RestController
@RequiredArgsConstructor
class CatalogController {

    private static final long ANY_QUANTITY = 1_000_000;

    private final ImportedCatalog catalog;
    private final Imports imports;

    /** A product as it is imported; as CSV the price's columns are unitPrice.amount and unitPrice.currency. */
    record ProductLine(
            @NotBlank @Size(max = 64) String sku,
            @NotBlank @Size(max = 300) String name,
            @Nullable Money unitPrice,
            @Nullable Boolean active,
            @Nullable @Min(1) @Max(ANY_QUANTITY) Long minQuantity,
            @Nullable @Min(1) @Max(ANY_QUANTITY) Long maxQuantity,
            @Nullable @Size(max = 20) List<@NotBlank String> requiredAttributes) {

        Product product() {
            if (unitPrice != null && unitPrice.isNegative()) {
                throw new Errors()
                        .add("/unitPrice/amount", "too-small", "A price is not negative")
                        .problem();
            }
            return new Product(
                    sku,
                    name,
                    unitPrice,
                    active == null || active,
                    minQuantity == null ? 1 : minQuantity,
                    maxQuantity == null ? ANY_QUANTITY : maxQuantity,
                    requiredAttributes == null ? List.of() : requiredAttributes);
        }
    }

    @PostMapping(
            path = "/catalog/imports",
            consumes = {Imports.NDJSON, Imports.CSV})
    @BodyLimit(BodyLimit.UNLIMITED)
    ImportReport importProducts(
            Caller caller, @RequestHeader(HttpHeaders.CONTENT_TYPE) MediaType contentType, InputStream body)
            throws IOException {
        return imports.run(
                body,
                contentType,
                ProductLine.class,
                ProductLine::product,
                products -> catalog.replace(caller.tenant(), products));
    }
}
