package io.checkoutsuite.web.problem;

import io.checkoutsuite.log.LogLimiter;
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
import org.springframework.validation.ObjectError;
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

    private final LogLimiter outages = new LogLimiter();

    @ExceptionHandler
    ProblemException tooLarge(BodyTooLargeException tooLarge) {
        return new ProblemException(Problems.BODY_TOO_LARGE, String.valueOf(tooLarge.getMessage()));
    }

    @ExceptionHandler
    ProblemException tooManyViolations(TooManyViolationsException many) {
        return new ProblemException(Problems.INVALID, String.valueOf(many.getMessage()), many.first());
    }

    /** Tomcat parses the query string only when a parameter is read. */
    @ExceptionHandler
    ProblemException unreadableQuery(InvalidParameterException unreadable) {
        return unreadable.getErrorCode() == HttpStatus.CONTENT_TOO_LARGE.value()
                ? new ProblemException(Problems.BODY_TOO_LARGE, "Form bodies are not accepted")
                : new ProblemException(
                        Problems.MALFORMED, "The query string cannot be parsed or has too many parameters");
    }

    /** The firewall checks headers and parameters only when they are read. */
    @ExceptionHandler
    ProblemException notAllowed(RequestRejectedException rejected) {
        return new ProblemException(
                Problems.MALFORMED, "A header or parameter contains a character that is not allowed");
    }

    /**
     * Another service returned no usable response. A call that it refused is a fault of our own and not of the caller; it is compensated in the
     * same way as a call without a response.
     */
    @ExceptionHandler
    ProblemException serviceUnavailable(RestClientException failure) {
        if (failure instanceof HttpClientErrorException) {
            log.error("Another service refused our call: {}", failure.getMessage());
        } else {
            outages.log(
                    "service",
                    suppressed -> log.warn("Another service is unavailable: {}{}", failure.toString(), suppressed));
        }
        return new ProblemException(Problems.TEMPORARILY_UNAVAILABLE, Problems.TEMPORARILY_UNAVAILABLE.title())
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }

    private ProblemException databaseUnavailable(Exception failure) {
        outages.log(
                "database",
                suppressed -> log.warn("The database is unavailable: {}{}", failure.toString(), suppressed));
        return new ProblemException(Problems.TEMPORARILY_UNAVAILABLE, "The database is unavailable")
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }

    /** Spring Security handles these itself. */
    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    void leaveToSecurity(RuntimeException denied) {
        throw denied;
    }

    @ExceptionHandler
    ProblemException anythingElse(Exception unexpected) {
        if (DatabaseErrors.isUnavailable(unexpected)) {
            return databaseUnavailable(unexpected);
        }
        String incident = UUID.randomUUID().toString();
        log.error("Incident {}", incident, unexpected);
        return new ProblemException(Problems.INTERNAL, "Incident " + incident);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ValidationErrors errors = new ValidationErrors();
        invalid.getBindingResult().getAllErrors().stream()
                .map(ProblemAdvice::error)
                .sorted(Comparator.comparing(FieldError::pointer))
                .forEach(error -> errors.add(error.pointer(), error.code(), error.message()));
        return response(errors.problem(), request);
    }

    private static FieldError error(ObjectError error) {
        String field = error instanceof org.springframework.validation.FieldError ofField ? ofField.getField() : "";
        if (!error.contains(ConstraintViolation.class)) {
            return error(field, error, error.getDefaultMessage());
        }
        ConstraintViolation<?> violation = error.unwrap(ConstraintViolation.class);
        FieldError reported = FieldError.reported(violation);
        return reported == null ? error(field, error, violation.getMessage()) : reported.at(field);
    }

    private static FieldError error(String field, ObjectError error, @Nullable String text) {
        return new FieldError(
                JsonPointers.ofPath(field), ConstraintCodes.of(String.valueOf(error.getCode())), field + " " + text);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLargeException tooLarge) {
                return response(tooLarge(tooLarge), request);
            }
            if (cause instanceof JacksonException json) {
                return response(unreadableJson(json), request);
            }
        }
        return response(
                new ProblemException(
                        Problems.MALFORMED, new FieldError("", "missing", "The body is missing or cannot be read")),
                request);
    }

    /** Reports where a body stops being readable, after what was found before. */
    @ExceptionHandler
    ProblemException unreadableJson(JacksonException json) {
        FieldError error = UnreadableJson.error(json);
        return BodyErrors.end()
                .add(error.pointer(), error.code(), error.message())
                .problem(Problems.MALFORMED);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException mismatch, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = mismatch instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : mismatch.getPropertyName();
        return response(
                new ProblemException(
                        Problems.MALFORMED,
                        new FieldError("query:" + name, "malformed", name + " does not have a valid value")),
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (failure instanceof ProblemException) {
            return super.handleExceptionInternal(failure, body, headers, status, request);
        }
        if (status.is5xxServerError()) {
            log.error("Request failed", failure);
        }
        String detail = body instanceof ProblemDetail known && status.is4xxClientError() ? known.getDetail() : null;
        ProblemException problem = new ProblemException(Problems.ofStatus(status.value()), detail, List.of());
        problem.getHeaders().putAll(headers);
        return response(problem, request);
    }

    private @Nullable ResponseEntity<Object> response(ProblemException problem, WebRequest request) {
        return handleExceptionInternal(problem, null, problem.getHeaders(), problem.getStatusCode(), request);
    }
}
