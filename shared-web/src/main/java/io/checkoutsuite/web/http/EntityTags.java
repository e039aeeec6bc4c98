package io.checkoutsuite.web.http;

import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import org.springframework.http.HttpHeaders;

/** The entity tags of responses: version 7 is {@code ETag: "7"}. {@link IfMatch} reads them in requests. */
public final class EntityTags {

    private EntityTags() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /** 412 with the current version. */
    public static ProblemException stale(long seen, long current) {
        return new ProblemException(Problems.STALE_VERSION, "You sent version " + seen + ", but it is now " + current)
                .withHeader(HttpHeaders.ETAG, of(current));
    }
}
