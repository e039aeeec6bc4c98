package io.checkoutsuite.web.problem;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Ends a request with a problem document, which is its body. */
public final class ProblemException extends ErrorResponseException {

    private static final String ERRORS = "errors";

    public ProblemException(ProblemType type, @Nullable String detail, List<FieldError> errors) {
        this(type.status(), type, detail, errors);
    }

    public ProblemException(ProblemType type, String detail) {
        this(type, detail, List.of());
    }

    public ProblemException(ProblemType type, FieldError error) {
        this(type, error.message(), List.of(error));
    }

    private ProblemException(
            HttpStatusCode status, ProblemType type, @Nullable String detail, List<FieldError> errors) {
        super(status, document(status, type, detail, errors), null);
        getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    /** The resource does not exist or belongs to somebody else; the response is the same in both cases. */
    public static ProblemException notFound(String what) {
        return new ProblemException(Problems.NOT_FOUND, "There is no such " + what);
    }

    /** A problem of which only the status is known. */
    static ProblemException ofStatus(int status) {
        return new ProblemException(HttpStatusCode.valueOf(status), Problems.ofStatus(status), null, List.of());
    }

    private static ProblemDetail document(
            HttpStatusCode status, ProblemType type, @Nullable String detail, List<FieldError> errors) {
        ProblemDetail document = ProblemDetail.forStatusAndDetail(status, detail == null ? type.title() : detail);
        document.setType(type.uri());
        document.setTitle(type.title());
        if (!errors.isEmpty()) {
            document.setProperty(
                    ERRORS, List.copyOf(errors.subList(0, Math.min(errors.size(), ValidationErrors.MOST))));
        }
        String requestId = MDC.get("requestId");
        if (requestId != null) {
            document.setProperty("requestId", requestId);
        }
        return document;
    }

    /** Adds a member to the problem document. */
    public ProblemException with(String member, Object value) {
        getBody().setProperty(member, value);
        return this;
    }

    public ProblemException withHeader(String name, String value) {
        getHeaders().set(name, value);
        return this;
    }

    /** The invalid values that the problem document lists. */
    public List<FieldError> errors() {
        Map<String, Object> members = getBody().getProperties();
        return members != null && members.get(ERRORS) instanceof List<?> errors
                ? errors.stream().map(FieldError.class::cast).toList()
                : List.of();
    }

    /** The detail of the problem document. */
    @Override
    public String getMessage() {
        return String.valueOf(getBody().getDetail());
    }

    /** Omits the stack trace: a refusal is an expected outcome. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
