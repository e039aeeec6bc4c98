package io.checkoutsuite.web.cards;

import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses bodies that contain card numbers or security codes, and bodies that cannot be scanned, before any endpoint reads them. New endpoints are covered
 * automatically, unless they say {@link CardNumbersAllowed}.
 */
@ControllerAdvice
class CardNumberBodyAdvice extends RequestBodyAdviceAdapter {

    private final CardNumberScanner scanner;

    CardNumberBodyAdvice(JsonMapper json) {
        this.scanner = new CardNumberScanner(json);
    }

    @Override
    public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return !parameter.hasParameterAnnotation(CardNumbersAllowed.class);
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter)
            throws IOException {
        requireJson(message.getHeaders().getContentType());
        byte[] body = message.getBody().readAllBytes();
        scanner.requireNone(body);
        return new BufferedMessage(message.getHeaders(), new ByteArrayInputStream(body));
    }

    /** Refuses bodies that would be decoded differently from how they are scanned here. */
    private static void requireJson(@Nullable MediaType type) {
        if (type == null) {
            return;
        }
        boolean json = MediaType.APPLICATION_JSON.isCompatibleWith(type) || "json".equals(type.getSubtypeSuffix());
        if (!json && !MediaType.APPLICATION_OCTET_STREAM.isCompatibleWith(type)) {
            throw new ProblemException(Problems.UNSUPPORTED_MEDIA_TYPE, "The body is not application/json");
        }
        Charset charset = type.getCharset();
        if (charset != null && !StandardCharsets.UTF_8.equals(charset)) {
            throw CardNumberScanner.notUtf8("header:" + HttpHeaders.CONTENT_TYPE);
        }
    }

    private record BufferedMessage(HttpHeaders headers, InputStream body) implements HttpInputMessage {

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return body;
        }
    }
}
