package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.catalog.ImportedCatalog;
import io.checkoutsuite.cart.catalog.Product;
import io.checkoutsuite.cart.pricing.ProductLookUp;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.BodyLimit;
import io.checkoutsuite.web.imports.BatchWriter;
import io.checkoutsuite.web.imports.ImportFormat;
import io.checkoutsuite.web.imports.ImportReport;
import io.checkoutsuite.web.imports.ImportedLines;
import io.checkoutsuite.web.imports.Imports;
import io.swagger.v3.oas.annotations.Operation;
import java.io.InputStream;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Imports products into the catalogue. */
@RestController
@RequiredArgsConstructor
class ProductImportController {

    private final ImportedCatalog catalog;
    private final ProductLookUp lookUp;
    private final Imports imports;

    @Operation(summary = "Imports products into the catalog, one per line")
    @PostMapping(
            path = "/catalog/imports",
            consumes = {Imports.NDJSON, Imports.CSV})
    @BodyLimit(BodyLimit.UNLIMITED)
    ImportReport importProducts(
            Caller caller,
            @RequestHeader(HttpHeaders.CONTENT_TYPE) MediaType contentType,
            @ImportedLines(ProductImportLine.class) InputStream body) {
        return imports.run(
                body,
                contentType,
                new ImportFormat<>(
                        ProductImportLine.COLUMNS,
                        ProductImportLine.REQUIRED,
                        ImportFormat.DEFAULT_MAX_LINE_BYTES,
                        line -> imports.valid(line, ProductImportLine.class).product()),
                BatchWriter.of(products -> replace(caller.tenant(), products)));
    }

    private void replace(String tenant, List<Product> products) {
        try {
            catalog.replace(tenant, products);
        } finally {
            // Some may have been replaced before a failure.
            lookUp.forget(tenant, products.stream().map(Product::sku).toList());
        }
    }
}
