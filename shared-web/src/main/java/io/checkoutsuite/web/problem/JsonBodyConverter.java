package io.checkoutsuite.web.problem;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.SmartHttpMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Makes {@link JsonBody} a type of request bodies. */
@Component
@RequiredArgsConstructor
final class JsonBodyConverter implements SmartHttpMessageConverter<JsonBody<?>>, WebMvcConfigurer {

    private final JsonBodyReader reader;

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.addCustomConverter(this);
    }

    @Override
    public List<MediaType> getSupportedMediaTypes() {
        return List.of(MediaType.ALL);
    }

    @Override
    public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
        return type.toClass() == JsonBody.class;
    }

    @Override
    public JsonBody<?> read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        Class<?> described = Objects.requireNonNull(type.getGeneric(0).resolve());
        return new JsonBody<>(message.getBody().readAllBytes(), described, reader);
    }

    @Override
    public boolean canWrite(ResolvableType type, Class<?> valueClass, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    public void write(
            JsonBody<?> body,
            ResolvableType type,
            @Nullable MediaType contentType,
            HttpOutputMessage message,
            @Nullable Map<String, Object> hints) {
        throw new UnsupportedOperationException("Responses are written from their own types");
    }
}
