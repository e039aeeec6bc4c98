package io.checkoutsuite.web.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Ends a request with a problem document. */
public final class ProblemException extends RuntimeException {

    private final transient ProblemType type;
    private final transient List<FieldError> errors;
    private final transient Map<String, Object> members = new LinkedHashMap<>();
    private final transient HttpHeaders headers = new HttpHeaders();

    public ProblemException(ProblemType type, @Nullable String detail, List<FieldError> errors) {
        super(detail == null ? type.title() : detail);
        this.type = type;
        this.errors = List.copyOf(errors);
    }

    public ProblemException(ProblemType type, String detail) {
        this(type, detail, List.of());
    }

    public ProblemException(ProblemType type, FieldError error) {
        this(type, error.message(), List.of(error));
    }

    /** The resource does not exist or belongs to somebody else; the response is the same in both cases. */
    public static ProblemException notFound(String what) {
        return new ProblemException(Problems.NOT_FOUND, "There is no such " + what);
    }

    /** Adds a member to the problem document. */
    public ProblemException with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    public ProblemException withHeader(String name, String value) {
        headers.set(name, value);
        return this;
    }

    public ProblemType type() {
        return type;
    }

    public List<FieldError> errors() {
        return errors;
    }

    public Map<String, Object> members() {
        return members;
    }

    public HttpHeaders headers() {
        return headers;
    }

    /** Omits the stack trace: a refusal is an expected outcome. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
