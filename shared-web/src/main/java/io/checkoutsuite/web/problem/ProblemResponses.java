package io.checkoutsuite.web.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Builds problem documents. */
public final class ProblemResponses {

    /** The most errors that a response lists, so that a body with a million errors does not cause a response with a million. */
    static final int MOST_ERRORS = 100;

    private ProblemResponses() {}

    public static ProblemDetail document(ProblemType type, @Nullable String detail, List<FieldError> errors) {
        ProblemDetail document =
                ProblemDetail.forStatusAndDetail(type.status(), detail == null ? type.title() : detail);
        document.setType(type.uri());
        document.setTitle(type.title());
        if (!errors.isEmpty()) {
            document.setProperty("errors", errors.subList(0, Math.min(errors.size(), MOST_ERRORS)));
        }
        String requestId = MDC.get("requestId");
        if (requestId != null) {
            document.setProperty("requestId", requestId);
        }
        return document;
    }

    /** A document for cases in which only the status is known. */
    static ProblemDetail document(int status) {
        ProblemDetail document = document(Problems.ofStatus(status), null, List.of());
        document.setStatus(status);
        return document;
    }

    public static ResponseEntity<Object> of(ProblemException problem) {
        ProblemDetail document = document(problem.type(), problem.getMessage(), problem.errors());
        problem.members().forEach(document::setProperty);
        return of(document, problem.headers());
    }

    static ResponseEntity<Object> of(ProblemDetail document, HttpHeaders headers) {
        return ResponseEntity.status(document.getStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(document);
    }
}
