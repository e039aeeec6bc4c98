package io.checkoutsuite.inventory.web;

import io.checkoutsuite.inventory.imports.ImportReport;
import io.checkoutsuite.inventory.imports.LineFormat;
import io.checkoutsuite.inventory.imports.StockImports;
import io.checkoutsuite.inventory.imports.UnusableHeader;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.problem.Errors;
import java.io.IOException;
import java.io.InputStream;
import lombok.RequiredArgsConstructor;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Stock counts by the file, read as they arrive. */
@RestController
@RequestMapping("/stock/imports")
@RequiredArgsConstructor
class ImportController {

    private final StockImports imports;

    @PostMapping(consumes = MediaType.APPLICATION_NDJSON_VALUE)
    ImportReport ndjson(Caller caller, InputStream body) throws IOException {
        return imports.read(caller.tenant(), body, LineFormat.NDJSON);
    }

    @PostMapping(consumes = "text/csv")
    ImportReport csv(Caller caller, InputStream body) throws IOException {
        try {
            return imports.read(caller.tenant(), body, LineFormat.CSV);
        } catch (UnusableHeader unusable) {
            Errors errors = new Errors();
            unusable.faults().forEach(fault -> errors.add("line:1", fault.code(), fault.message()));
            errors.throwIfAny();
            throw unusable;
        }
    }
}
