package io.checkoutsuite.web.http;

import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Raises the limit of a body for the operation that was found, after the caller was allowed to call it and before the body is read. */
final class BodyLimits implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        requireUncompressed(request.getHeader(HttpHeaders.CONTENT_ENCODING));
        if (handler instanceof HandlerMethod operation) {
            BodyLimit limit = operation.getMethodAnnotation(BodyLimit.class);
            if (limit != null) {
                BodyLimitFilter.raise(request, limit.value());
            }
        }
        return true;
    }

    private static void requireUncompressed(@Nullable String encoding) {
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            throw new ProblemException(
                    Problems.UNSUPPORTED_MEDIA_TYPE,
                    new FieldError(
                            "header:" + HttpHeaders.CONTENT_ENCODING,
                            "not-allowed",
                            "Compressed bodies are not taken: send it without " + HttpHeaders.CONTENT_ENCODING));
        }
    }
}
