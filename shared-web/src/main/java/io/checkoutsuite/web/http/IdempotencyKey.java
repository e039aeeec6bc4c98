package io.checkoutsuite.web.http;

import io.checkoutsuite.text.Sha256;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;

/**
 * The {@code Idempotency-Key} of a request, which is the same whenever the request is repeated. Controllers take it as an argument: as
 * {@code @Nullable} where a caller may omit it, otherwise a request without one is refused.
 *
 * @param value 1 to 255 characters, not blank
 */
public record IdempotencyKey(String value) {

    public static final String HEADER = "Idempotency-Key";

    /** The header of a response that was stored for an earlier request with the same key. */
    public static final String REPLAYED = "Idempotent-Replayed";

    public static final int MAX_LENGTH = 255;

    /** @throws ProblemException 400 if the value is blank or too long */
    public IdempotencyKey {
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new ProblemException(
                    Problems.MALFORMED,
                    new FieldError(
                            "header:" + HEADER, "malformed", HEADER + " has 1 to " + MAX_LENGTH + " characters"));
        }
    }

    /** 400: the operation requires a key. */
    static ProblemException missing() {
        return new ProblemException(
                Problems.MALFORMED,
                new FieldError(
                        "header:" + HEADER, "missing", HEADER + " of 1 to " + MAX_LENGTH + " characters is required"));
    }

    /** 422: the key belongs to a request with another body. */
    public static ProblemException reused() {
        return new ProblemException(
                Problems.KEY_REUSED,
                new FieldError("header:" + HEADER, "reused", "This key was already used with another body"));
    }

    /** A hash of caller, path and key: the same key of another caller, or for another path, belongs to another request. */
    public String scopedTo(Caller caller, String path) {
        String scope = caller.subject() == null ? "guest" : caller.subject();
        return Sha256.hex(scope + "\n" + path + "\n" + value);
    }
}
