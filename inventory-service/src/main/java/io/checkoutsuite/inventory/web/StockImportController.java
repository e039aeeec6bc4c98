package io.checkoutsuite.inventory.web;

import io.checkoutsuite.inventory.stock.Stock;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.apidocs.DocumentedResponse;
import io.checkoutsuite.web.http.BodyLimit;
import io.checkoutsuite.web.imports.BatchWriter;
import io.checkoutsuite.web.imports.ImportFormat;
import io.checkoutsuite.web.imports.ImportReport;
import io.checkoutsuite.web.imports.ImportedLines;
import io.checkoutsuite.web.imports.Imports;
import io.swagger.v3.oas.annotations.Operation;
import java.io.InputStream;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Imports files of stock counts, read as a stream. A repeated import does no harm, because every count replaces the previous one. */
@RestController
@RequiredArgsConstructor
class StockImportController {

    /** The header with the batch id under which the ledger records the changes of an import. */
    private static final String BATCH = "Batch-Id";

    private final Stock stock;
    private final Imports imports;

    @Operation(summary = "Imports stock counts, one per line, each replacing the previous one")
    @PostMapping(
            path = "/stock/imports",
            consumes = {Imports.NDJSON, Imports.CSV})
    @BodyLimit(BodyLimit.UNLIMITED)
    @DocumentedResponse(headers = StockImportController.BATCH)
    ResponseEntity<ImportReport> importStock(
            Caller caller,
            @RequestHeader(HttpHeaders.CONTENT_TYPE) MediaType contentType,
            @ImportedLines(StockImportLine.class) InputStream body) {
        String batch = "import-" + UUID.randomUUID();
        ImportReport report = imports.run(
                body,
                contentType,
                new ImportFormat<>(
                        StockImportLine.COLUMNS,
                        StockImportLine.REQUIRED,
                        ImportFormat.DEFAULT_MAX_LINE_BYTES,
                        line -> imports.valid(line, StockImportLine.class).count()),
                BatchWriter.of(
                        counts -> stock.replace(caller.tenant(), counts, batch, String.valueOf(caller.subject()))));
        return ResponseEntity.ok().header(BATCH, batch).body(report);
    }
}
