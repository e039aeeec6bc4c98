package io.checkoutsuite.inventory.web;

import io.checkoutsuite.inventory.imports.ImportReport;
import io.checkoutsuite.inventory.imports.LineFormat;
import io.checkoutsuite.inventory.imports.StockImports;
import io.checkoutsuite.inventory.imports.UnusableHeader;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.BodyLimit;
import io.checkoutsuite.web.problem.Errors;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Stock counts by the file, read as they arrive. */
@RestController
@RequestMapping("/stock/imports")
@RequiredArgsConstructor
class ImportController {

    /** Under which the ledger has what an import changed. */
    private static final String BATCH = "Batch-Id";

    private final StockImports imports;

    @PostMapping(consumes = MediaType.APPLICATION_NDJSON_VALUE)
    @BodyLimit(BodyLimit.UNLIMITED)
    ResponseEntity<ImportReport> ndjson(Caller caller, InputStream body) throws IOException {
        return read(caller, body, LineFormat.NDJSON);
    }

    @PostMapping(consumes = "text/csv")
    @BodyLimit(BodyLimit.UNLIMITED)
    ResponseEntity<ImportReport> csv(Caller caller, InputStream body) throws IOException {
        try {
            return read(caller, body, LineFormat.CSV);
        } catch (UnusableHeader unusable) {
            Errors errors = new Errors();
            unusable.faults().forEach(fault -> errors.add("line:1", fault.code(), fault.message()));
            errors.throwIfAny();
            throw unusable;
        }
    }

    private ResponseEntity<ImportReport> read(Caller caller, InputStream body, LineFormat format) throws IOException {
        String batch = "import-" + UUID.randomUUID();
        ImportReport report = imports.read(caller.tenant(), batch, String.valueOf(caller.subject()), body, format);
        return ResponseEntity.ok().header(BATCH, batch).body(report);
    }
}
