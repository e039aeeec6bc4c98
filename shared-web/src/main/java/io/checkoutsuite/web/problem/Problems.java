package io.checkoutsuite.web.problem;

import java.util.List;
import org.springframework.http.HttpStatus;

/** The problem types that every service can return. */
public final class Problems {

    public static final ProblemType MALFORMED = new ProblemType(
            "malformed-request",
            HttpStatus.BAD_REQUEST,
            "The request is malformed",
            "The body is not JSON of the expected form, or a parameter or header has the wrong format. The errors list"
                    + " the locations.");
    public static final ProblemType INVALID = new ProblemType(
            "invalid-request",
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The request contains invalid values",
            "The errors list the invalid values with location and reason. Nothing was changed.");
    public static final ProblemType UNAUTHENTICATED = new ProblemType(
            "unauthenticated",
            HttpStatus.UNAUTHORIZED,
            "A valid token is required",
            "Send a bearer token, or for a guest cart its Guest-Token.");
    public static final ProblemType FORBIDDEN = new ProblemType(
            "forbidden",
            HttpStatus.FORBIDDEN,
            "The token does not allow this operation",
            "The token is valid but lacks the scope that this call needs.");
    public static final ProblemType NOT_FOUND = new ProblemType(
            "not-found",
            HttpStatus.NOT_FOUND,
            "The resource was not found",
            "It does not exist, or it belongs to somebody else: the response is the same in both cases.");
    public static final ProblemType METHOD_NOT_ALLOWED = new ProblemType(
            "method-not-allowed",
            HttpStatus.METHOD_NOT_ALLOWED,
            "This resource does not support the method",
            "The Allow header lists the supported methods.");
    public static final ProblemType UNSUPPORTED_MEDIA_TYPE = new ProblemType(
            "unsupported-media-type",
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "The body's content type is not supported",
            "Send application/json, or for imports application/x-ndjson or text/csv.");
    public static final ProblemType NOT_ACCEPTABLE = new ProblemType(
            "not-acceptable",
            HttpStatus.NOT_ACCEPTABLE,
            "No response format matches the Accept header",
            "Responses are application/json.");
    public static final ProblemType BODY_TOO_LARGE = new ProblemType(
            "body-too-large",
            HttpStatus.CONTENT_TOO_LARGE,
            "The body is too large",
            "Only imports and event previews may be larger than 1 MiB. Send the lines of a large cart in several"
                    + " calls.");
    public static final ProblemType PRECONDITION_REQUIRED = new ProblemType(
            "precondition-required",
            HttpStatus.PRECONDITION_REQUIRED,
            "The If-Match header is required",
            "Send the ETag of the last response as If-Match, so that you do not overwrite somebody else's change.");
    public static final ProblemType STALE_VERSION = new ProblemType(
            "stale-version",
            HttpStatus.PRECONDITION_FAILED,
            "The resource has changed since you read it",
            "Read it again, review the differences, and send your change with the new ETag. Nothing was changed.");
    public static final ProblemType CONFLICT = new ProblemType(
            "conflict",
            HttpStatus.CONFLICT,
            "The current state does not allow this operation",
            "The detail states the reason. Nothing was changed.");
    public static final ProblemType KEY_REUSED = new ProblemType(
            "idempotency-key-reused",
            HttpStatus.UNPROCESSABLE_CONTENT,
            "This Idempotency-Key was used with a different body",
            "A key belongs to one request. Use a new one for a new request.");
    public static final ProblemType TEMPORARILY_UNAVAILABLE = new ProblemType(
            "temporarily-unavailable",
            HttpStatus.SERVICE_UNAVAILABLE,
            "A required service is unavailable",
            "Nothing is left half-done. Send the same request again after Retry-After seconds, with the same Idempotency-Key if it had one.");
    public static final ProblemType OVERLOADED = new ProblemType(
            "overloaded",
            HttpStatus.SERVICE_UNAVAILABLE,
            "The service is overloaded",
            "Nothing was done. Send the same request again after Retry-After seconds; requests in progress continue.");
    public static final ProblemType TOO_MANY_REQUESTS = new ProblemType(
            "too-many-requests",
            HttpStatus.TOO_MANY_REQUESTS,
            "Too many requests",
            "Nothing was done. Send the same request again after Retry-After seconds.");
    public static final ProblemType INTERNAL = new ProblemType(
            "internal-error",
            HttpStatus.INTERNAL_SERVER_ERROR,
            "An internal error occurred",
            "The log contains the incident number of the detail. It is safe to send the same request again with the"
                    + " same Idempotency-Key.");

    private Problems() {}

    /** The problem type of a status when nothing else is known. */
    static ProblemType ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 413 -> BODY_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 429 -> TOO_MANY_REQUESTS;
            case 503 -> TEMPORARILY_UNAVAILABLE;
            // Unsupported HTTP methods and versions: the caller's fault, not an internal error.
            case 501, 505 -> MALFORMED;
            default -> status < 500 ? MALFORMED : INTERNAL;
        };
    }

    public static List<ProblemType> shared() {
        return List.of(
                MALFORMED,
                INVALID,
                UNAUTHENTICATED,
                FORBIDDEN,
                NOT_FOUND,
                METHOD_NOT_ALLOWED,
                UNSUPPORTED_MEDIA_TYPE,
                NOT_ACCEPTABLE,
                BODY_TOO_LARGE,
                PRECONDITION_REQUIRED,
                STALE_VERSION,
                CONFLICT,
                KEY_REUSED,
                TEMPORARILY_UNAVAILABLE,
                OVERLOADED,
                TOO_MANY_REQUESTS,
                INTERNAL);
    }
}
