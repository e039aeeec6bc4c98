package io.checkoutsuite.web.problem;

import jakarta.validation.Valid;
import java.lang.reflect.Type;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/** Refuses a parsed body with everything that is wrong with it. A {@link JsonBody} is parsed later. */
@ControllerAdvice
@RequiredArgsConstructor
class BodyErrorAdvice extends RequestBodyAdviceAdapter {

    private final JsonBodyReader bodies;

    @Override
    public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return ResolvableType.forType(type).toClass() != JsonBody.class;
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter) {
        BodyErrors.begin();
        return message;
    }

    @Override
    public Object afterBodyRead(
            Object body,
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter) {
        requireNone(body, parameter);
        return body;
    }

    @Override
    public @Nullable Object handleEmptyBody(
            @Nullable Object body,
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter) {
        requireNone(null, parameter);
        return body;
    }

    private void requireNone(@Nullable Object body, MethodParameter parameter) {
        bodies.requireNone(BodyErrors.end(), parameter.hasParameterAnnotation(Valid.class) ? body : null);
    }
}
