package io.checkoutsuite.offer.web;

import io.checkoutsuite.offer.offer.Codes;
import io.checkoutsuite.offer.offer.Offers;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.BodyLimit;
import io.checkoutsuite.web.imports.ImportReport;
import io.checkoutsuite.web.imports.ImportedLines;
import io.checkoutsuite.web.imports.Imports;
import io.swagger.v3.oas.annotations.Operation;
import java.io.InputStream;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequiredArgsConstructor
class OfferImportController {

    private final Offers offers;
    private final Codes codes;
    private final Imports imports;

    /** Imports offers and codes, one per line, each offer before its codes. Existing ones are replaced. */
    @Operation(summary = "Imports offers and codes, one per line, each offer before its codes")
    @PostMapping(
            path = "/offers/imports",
            consumes = {Imports.NDJSON, Imports.CSV})
    @BodyLimit(BodyLimit.UNLIMITED)
    ImportReport importOffers(
            Caller caller,
            @RequestHeader(HttpHeaders.CONTENT_TYPE) MediaType contentType,
            @ImportedLines({OfferDefinition.class, CodeDefinition.class}) InputStream body) {
        OfferImport offerImport = new OfferImport(caller.tenant(), offers, codes, imports);
        return imports.run(body, contentType, offerImport.lines(), offerImport);
    }
}
