package io.checkoutsuite.web.http;

import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Converts versions to and from entity tags: {@code ETag: "7"} in responses, {@code If-Match: "7"} in requests. */
public final class EntityTags {

    private EntityTags() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /**
     * Returns the version in {@code If-Match}, which is the one that the caller last read.
     *
     * @throws ProblemException 428 if the header is missing, 400 if it is not an entity tag of this service
     */
    public static long requireVersion(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new ProblemException(
                    Problems.PRECONDITION_REQUIRED,
                    new FieldError(
                            "header:" + HttpHeaders.IF_MATCH,
                            "missing",
                            "If-Match is missing: send the ETag of the last response"));
        }
        String tag = ifMatch.strip();
        if (!tag.matches("\"\\d{1,18}\"")) {
            throw new ProblemException(
                    Problems.MALFORMED,
                    new FieldError(
                            "header:" + HttpHeaders.IF_MATCH,
                            "malformed",
                            "If-Match is not an ETag of this service, such as \"7\""));
        }
        return Long.parseLong(tag.substring(1, tag.length() - 1));
    }

    /** 412 with the current version. */
    public static ProblemException stale(long seen, long current) {
        return new ProblemException(Problems.STALE_VERSION, "You sent version " + seen + ", but it is now " + current)
                .withHeader(HttpHeaders.ETAG, of(current));
    }
}
