package io.checkoutsuite.web.http;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Resolves {@link IfMatch} and {@link IdempotencyKey} arguments of controllers. */
final class RequestHeaderResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == IfMatch.class || parameter.getParameterType() == IdempotencyKey.class;
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return parameter.getParameterType() == IfMatch.class
                ? IfMatch.parse(value(request, HttpHeaders.IF_MATCH))
                : idempotencyKey(value(request, IdempotencyKey.HEADER), parameter.isOptional());
    }

    private static @Nullable IdempotencyKey idempotencyKey(@Nullable String value, boolean optional) {
        if (value == null && !optional) {
            throw IdempotencyKey.missing();
        }
        return value == null ? null : new IdempotencyKey(value);
    }

    /** Several headers of one name are one header with all values, as in RFC 9110. */
    private static @Nullable String value(NativeWebRequest request, String header) {
        String[] values = request.getHeaderValues(header);
        return values == null ? null : String.join(",", values);
    }
}
