package io.checkoutsuite.web.http;

import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Versions as entity tags: {@code ETag: "7"} out, {@code If-Match: "7"} in. */
public final class Versions {

    private Versions() {}

    public static String etag(long version) {
        return "\"" + version + "\"";
    }

    /**
     * The version that the caller saw.
     *
     * @throws ProblemException 428 if the header is missing, 400 if it is no entity tag of ours
     */
    public static long seen(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new ProblemException(
                    Problems.PRECONDITION_REQUIRED,
                    new FieldError(
                            "header:" + HttpHeaders.IF_MATCH,
                            "missing",
                            "If-Match is missing: send the ETag that you saw"));
        }
        String tag = ifMatch.strip();
        if (!tag.matches("\"\\d{1,18}\"")) {
            throw new ProblemException(
                    Problems.MALFORMED,
                    new FieldError(
                            "header:" + HttpHeaders.IF_MATCH,
                            "malformed",
                            "If-Match is not an ETag of ours, such as \"7\""));
        }
        return Long.parseLong(tag.substring(1, tag.length() - 1));
    }

    /** 412 with the current version. */
    public static ProblemException stale(long seen, long current) {
        return new ProblemException(Problems.STALE_VERSION, "You saw version " + seen + ", it is " + current + " now")
                .withHeader(HttpHeaders.ETAG, etag(current));
    }
}
