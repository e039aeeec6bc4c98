package io.checkoutsuite.web.problem;

import java.util.List;
import org.springframework.http.HttpStatus;

/** The kinds of problem that every service can answer with. */
public final class Problems {

    public static final ProblemType MALFORMED = new ProblemType(
            "malformed-request",
            HttpStatus.BAD_REQUEST,
            "The request cannot be read",
            "The body is not JSON of the expected form, or a parameter or header is not what it should be. The errors"
                    + " name the places.");
    public static final ProblemType INVALID = new ProblemType(
            "invalid-request",
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The request has values that are not allowed",
            "Every value that was refused is listed with its place and reason. Nothing was changed.");
    public static final ProblemType UNAUTHENTICATED = new ProblemType(
            "unauthenticated",
            HttpStatus.UNAUTHORIZED,
            "A valid token is needed",
            "Send a bearer token, or for a guest cart its Guest-Token.");
    public static final ProblemType FORBIDDEN = new ProblemType(
            "forbidden",
            HttpStatus.FORBIDDEN,
            "The token does not allow this",
            "The token is valid but lacks the scope that this call needs.");
    public static final ProblemType NOT_FOUND = new ProblemType(
            "not-found",
            HttpStatus.NOT_FOUND,
            "There is no such thing",
            "It does not exist, or it is not yours: the two cannot be told apart.");
    public static final ProblemType METHOD_NOT_ALLOWED = new ProblemType(
            "method-not-allowed",
            HttpStatus.METHOD_NOT_ALLOWED,
            "This resource does not offer that method",
            "The Allow header names the methods that it offers.");
    public static final ProblemType UNSUPPORTED_MEDIA_TYPE = new ProblemType(
            "unsupported-media-type",
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "The body's content type is not taken here",
            "Send application/json, or for imports application/x-ndjson or text/csv.");
    public static final ProblemType NOT_ACCEPTABLE = new ProblemType(
            "not-acceptable",
            HttpStatus.NOT_ACCEPTABLE,
            "The answer has no form that the Accept header allows",
            "Answers are application/json.");
    public static final ProblemType BODY_TOO_LARGE = new ProblemType(
            "body-too-large",
            HttpStatus.CONTENT_TOO_LARGE,
            "The body is too large",
            "Only imports and events to assess may be longer than 1 MiB. Send the lines of a large cart in several"
                    + " calls.");
    public static final ProblemType PRECONDITION_REQUIRED = new ProblemType(
            "precondition-required",
            HttpStatus.PRECONDITION_REQUIRED,
            "The version that you saw is missing",
            "Send the ETag of the last answer as If-Match, so that no change of somebody else is overwritten unseen.");
    public static final ProblemType STALE_VERSION = new ProblemType(
            "stale-version",
            HttpStatus.PRECONDITION_FAILED,
            "Somebody has changed it since",
            "Read it again, look at what changed, and send your change with the new ETag. Nothing was changed.");
    public static final ProblemType CONFLICT = new ProblemType(
            "conflict",
            HttpStatus.CONFLICT,
            "This cannot be done in its present state",
            "The detail says what stands in the way. Nothing was changed.");
    public static final ProblemType KEY_REUSED = new ProblemType(
            "idempotency-key-reused",
            HttpStatus.UNPROCESSABLE_CONTENT,
            "This Idempotency-Key was used for another body",
            "A key belongs to one request. Use a new one for a new request.");
    public static final ProblemType UNAVAILABLE = new ProblemType(
            "service-unavailable",
            HttpStatus.SERVICE_UNAVAILABLE,
            "A server that is needed does not answer",
            "Nothing is left half-done. Send the same request again after Retry-After seconds.");
    public static final ProblemType OVERLOADED = new ProblemType(
            "overloaded",
            HttpStatus.SERVICE_UNAVAILABLE,
            "More is asked at present than can be answered",
            "Nothing was done. Send the same request again after Retry-After seconds; what is under way goes on.");
    public static final ProblemType TOO_MANY_REQUESTS = new ProblemType(
            "too-many-requests",
            HttpStatus.TOO_MANY_REQUESTS,
            "You ask too often",
            "Nothing was done. Send the same request again after Retry-After seconds.");
    public static final ProblemType INTERNAL = new ProblemType(
            "internal-error",
            HttpStatus.INTERNAL_SERVER_ERROR,
            "Something went wrong on our side",
            "The incident number in the detail is in the log. Sending the same request again with the same"
                    + " Idempotency-Key is safe.");

    private Problems() {}

    /** What a status stands for where nothing more is known. */
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
            case 503 -> UNAVAILABLE;
            // Other methods and versions of HTTP than there are: nothing went wrong on our side.
            case 501, 505 -> MALFORMED;
            default -> status < 500 ? MALFORMED : INTERNAL;
        };
    }

    static List<ProblemType> shared() {
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
                UNAVAILABLE,
                OVERLOADED,
                TOO_MANY_REQUESTS,
                INTERNAL);
    }
}
