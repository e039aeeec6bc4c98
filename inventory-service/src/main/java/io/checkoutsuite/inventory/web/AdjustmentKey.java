package io.checkoutsuite.inventory.web;

import io.checkoutsuite.inventory.stock.StockKey;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Derives the batch id of an adjustment from its Idempotency-Key, which is scoped to caller and stock record. */
final class AdjustmentKey {

    static final String HEADER = "Idempotency-Key";

    private static final int LONGEST = 255;
    private static final int DIGITS = 32;

    private AdjustmentKey() {}

    /** @throws ProblemException 400 without a key, or with a blank or overlong one */
    static String batch(Caller caller, StockKey stock, @Nullable String key) {
        if (key == null || key.isBlank() || key.length() > LONGEST) {
            throw new ProblemException(
                    Problems.MALFORMED,
                    new FieldError(
                            "header:" + HEADER,
                            key == null ? "missing" : "malformed",
                            HEADER + " of 1 to " + LONGEST + " characters is required"));
        }
        return "adjustment-"
                + hash(caller.subject() + "\n" + stock.id() + "\n" + key).substring(0, DIGITS);
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
