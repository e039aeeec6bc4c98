package io.checkoutsuite.web.http;

import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The {@code If-Match} header of a request: the version that the caller last read. Controllers take it as an argument. A missing or malformed
 * header is refused only when the version is compared, because a repeated request gets its stored response without one.
 */
public sealed interface IfMatch {

    /** An entity tag of this service, such as {@code "7"}. */
    record Version(long number) implements IfMatch {}

    record Missing() implements IfMatch {}

    /** Not an entity tag of this service. */
    record Malformed() implements IfMatch {}

    Pattern ENTITY_TAG = Pattern.compile("\"(0|[1-9]\\d{0,17})\"");

    static IfMatch parse(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return new Missing();
        }
        Matcher tag = ENTITY_TAG.matcher(header.strip());
        return tag.matches() ? new Version(Long.parseLong(tag.group(1))) : new Malformed();
    }

    /**
     * Requires that the caller has read the current version.
     *
     * @throws ProblemException 428 if the header is missing, 400 if it is not an entity tag of this service, 412 with the current entity tag if
     *     it is the tag of another version
     */
    default void requireCurrent(long current) {
        switch (this) {
            case Missing() ->
                throw new ProblemException(
                        Problems.PRECONDITION_REQUIRED,
                        new FieldError(
                                "header:" + HttpHeaders.IF_MATCH,
                                "missing",
                                "If-Match is missing: send the ETag of the last response"));
            case Malformed() ->
                throw new ProblemException(
                        Problems.MALFORMED,
                        new FieldError(
                                "header:" + HttpHeaders.IF_MATCH,
                                "malformed",
                                "If-Match is not an ETag of this service, such as \"7\""));
            case Version(long seen) -> {
                if (seen != current) {
                    throw EntityTags.stale(seen, current);
                }
            }
        }
    }
}
