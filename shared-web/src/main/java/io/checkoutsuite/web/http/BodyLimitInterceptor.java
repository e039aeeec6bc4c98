package io.checkoutsuite.web.http;

import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Checks the headers of a body after the caller is authorized to call the operation and before the body is read. It refuses unsupported
 * types and encodings and sets the limit of the operation.
 */
final class BodyLimitInterceptor implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        requireUncompressed(request.getHeader(HttpHeaders.CONTENT_ENCODING));
        requireOneType(request.getContentType());
        if (handler instanceof HandlerMethod operation) {
            BodyLimit limit = operation.getMethodAnnotation(BodyLimit.class);
            if (limit != null) {
                BodyLimitFilter.limit(request, limit.value());
            }
        }
        return true;
    }

    /** Refuses wildcard types, on which message converters fail. A type that cannot be parsed is left to the converters, which refuse it. */
    private static void requireOneType(@Nullable String contentType) {
        if (contentType != null && isWildcard(contentType)) {
            throw new ProblemException(
                    Problems.UNSUPPORTED_MEDIA_TYPE,
                    new FieldError(
                            "header:" + HttpHeaders.CONTENT_TYPE,
                            "not-allowed",
                            HttpHeaders.CONTENT_TYPE + " must be one type without *"));
        }
    }

    private static boolean isWildcard(String contentType) {
        try {
            return !MediaType.parseMediaType(contentType).isConcrete();
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }

    private static void requireUncompressed(@Nullable String encoding) {
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            throw new ProblemException(
                    Problems.UNSUPPORTED_MEDIA_TYPE,
                    new FieldError(
                            "header:" + HttpHeaders.CONTENT_ENCODING,
                            "not-allowed",
                            "Compressed bodies are not accepted: send it without " + HttpHeaders.CONTENT_ENCODING));
        }
    }
}
