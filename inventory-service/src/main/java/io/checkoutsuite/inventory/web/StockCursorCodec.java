package io.checkoutsuite.inventory.web;

import io.checkoutsuite.inventory.stock.StockKey;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Encodes and decodes the cursors of stock lists. They are opaque, so that a SKU with any character survives in a query parameter. */
final class StockCursorCodec {

    private StockCursorCodec() {}

    static String encode(StockKey key) {
        String place = key.location() + "/" + key.sku();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws ProblemException 400 if the text is not such a cursor */
    static StockKey decode(String tenant, String cursor) {
        try {
            return StockKey.parse(
                    tenant + "/" + new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notOurs) {
            throw new ProblemException(
                    Problems.MALFORMED,
                    new FieldError("query:after", "malformed", "after is not a cursor of this list"));
        }
    }
}
