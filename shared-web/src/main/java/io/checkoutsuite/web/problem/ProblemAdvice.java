package io.checkoutsuite.web.problem;

import static io.checkoutsuite.web.problem.ProblemResponses.document;

import io.checkoutsuite.mongo.DatabaseErrors;
import jakarta.validation.ConstraintViolation;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import lombok.extern.slf4j.Slf4j;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/** Converts every exception of a request to a problem document that reveals no internal details. */
@Slf4j
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final String RETRY_SECONDS = "2";

    @ExceptionHandler
    ResponseEntity<Object> problem(ProblemException problem) {
        return ProblemResponses.of(problem);
    }

    @ExceptionHandler
    ResponseEntity<Object> tooLarge(BodyTooLargeException tooLarge) {
        return ProblemResponses.of(
                new ProblemException(Problems.BODY_TOO_LARGE, String.valueOf(tooLarge.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<Object> tooManyViolations(TooManyViolationsException many) {
        return ProblemResponses.of(
                new ProblemException(Problems.INVALID, String.valueOf(many.getMessage()), many.first()));
    }

    /** Tomcat parses the query string only when a parameter is read. */
    @ExceptionHandler
    ResponseEntity<Object> unreadableQuery(InvalidParameterException unreadable) {
        return ProblemResponses.of(
                unreadable.getErrorCode() == HttpStatus.CONTENT_TOO_LARGE.value()
                        ? new ProblemException(Problems.BODY_TOO_LARGE, "Form bodies are not accepted")
                        : new ProblemException(
                                Problems.MALFORMED, "The query string cannot be parsed or has too many parameters"));
    }

    /** The firewall checks headers and parameters only when they are read. */
    @ExceptionHandler
    ResponseEntity<Object> notAllowed(RequestRejectedException rejected) {
        return ProblemResponses.of(new ProblemException(
                Problems.MALFORMED, "A header or parameter contains a character that is not allowed"));
    }

    /**
     * Another service returned no usable response. A call that it refused is a fault of our own and not of the caller; it is compensated in the
     * same way as a call without a response.
     */
    @ExceptionHandler
    ResponseEntity<Object> serviceUnavailable(RestClientException failure) {
        if (failure instanceof HttpClientErrorException) {
            log.error("Another service refused our call: {}", failure.getMessage());
        } else {
            log.warn("Another service is unavailable: {}", failure.toString());
        }
        return ProblemResponses.of(new ProblemException(Problems.UNAVAILABLE, Problems.UNAVAILABLE.title())
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS));
    }

    private ResponseEntity<Object> databaseUnavailable(Exception failure) {
        log.warn("The database is unavailable: {}", failure.toString());
        return ProblemResponses.of(new ProblemException(Problems.UNAVAILABLE, "The database is unavailable")
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS));
    }

    /** Spring Security handles these itself. */
    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    void leaveToSecurity(RuntimeException denied) {
        throw denied;
    }

    @ExceptionHandler
    ResponseEntity<Object> anythingElse(Exception unexpected) {
        if (DatabaseErrors.isUnavailable(unexpected)) {
            return databaseUnavailable(unexpected);
        }
        String incident = UUID.randomUUID().toString();
        log.error("Incident {}", incident, unexpected);
        return ProblemResponses.of(new ProblemException(Problems.INTERNAL, "Incident " + incident));
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ValidationErrors errors = new ValidationErrors();
        invalid.getBindingResult().getFieldErrors().stream()
                .sorted(Comparator.comparing(error -> error.getField()))
                .forEach(error -> errors.add(
                        JsonPointers.ofPath(error.getField()),
                        ConstraintCodes.of(String.valueOf(error.getCode())),
                        message(error)));
        return ProblemResponses.of(errors.problem());
    }

    private static String message(org.springframework.validation.FieldError error) {
        String text = error.contains(ConstraintViolation.class)
                ? error.unwrap(ConstraintViolation.class).getMessage()
                : error.getDefaultMessage();
        return error.getField() + " " + text;
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLargeException tooLarge) {
                return tooLarge(tooLarge);
            }
            if (cause instanceof JacksonException json) {
                return unreadableJson(json);
            }
        }
        return ProblemResponses.of(new ProblemException(
                Problems.MALFORMED, new FieldError("", "missing", "The body is missing or cannot be read")));
    }

    /** Reports where a body stops being readable, after what was found before. */
    @ExceptionHandler
    ResponseEntity<Object> unreadableJson(JacksonException json) {
        FieldError error = UnreadableJson.error(json);
        return ProblemResponses.of(BodyErrors.end()
                .add(error.pointer(), error.code(), error.message())
                .problem(Problems.MALFORMED));
    }

    @Override
    protected ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException mismatch, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = mismatch instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : mismatch.getPropertyName();
        return ProblemResponses.of(new ProblemException(
                Problems.MALFORMED,
                new FieldError("query:" + name, "malformed", name + " does not have a valid value")));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemType type = Problems.ofStatus(status.value());
        String detail = body instanceof ProblemDetail known && status.is4xxClientError() ? known.getDetail() : null;
        if (status.is5xxServerError()) {
            log.error("Request failed", failure);
        }
        return ProblemResponses.of(document(type, detail, List.of()), headers);
    }
}
