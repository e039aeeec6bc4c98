package io.checkoutsuite.offer.web;

import io.checkoutsuite.offer.offer.Codes;
import io.checkoutsuite.offer.offer.Offers;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.BodyLimit;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequiredArgsConstructor
class OfferImportController {

    private final Offers offers;
    private final Codes codes;
    private final JsonMapper json;

    /** Takes offers and codes, a JSON document per line; an offer comes before its codes. Once more is replaced. */
    @PostMapping(path = "/offers/imports", consumes = "application/x-ndjson")
    @BodyLimit(BodyLimit.UNLIMITED)
    ImportReport load(Caller caller, HttpServletRequest request) throws IOException {
        OfferImport offerImport = new OfferImport(caller.tenant(), offers, codes, json);
        Lines lines = new Lines(request.getInputStream());
        for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
            offerImport.line(line);
        }
        return offerImport.finish();
    }
}
