package io.checkoutsuite.inventory.web;

import io.checkoutsuite.reservations.ledger.LedgerCursor;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** Encodes and decodes the cursors of ledger pages. */
final class LedgerCursorCodec {

    private LedgerCursorCodec() {}

    static String encode(LedgerCursor cursor) {
        String text = cursor.at().toEpochMilli() + " " + cursor.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws ProblemException 400 if the text is not such a cursor */
    static LedgerCursor decode(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int blank = text.indexOf(' ');
            return new LedgerCursor(
                    Instant.ofEpochMilli(Long.parseLong(text.substring(0, Math.max(0, blank)))),
                    text.substring(blank + 1));
        } catch (IllegalArgumentException notOurs) {
            throw new ProblemException(
                    Problems.MALFORMED,
                    new FieldError("query:after", "malformed", "after is not a cursor of this list"));
        }
    }
}
