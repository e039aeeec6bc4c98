package io.checkoutsuite.stack.client;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A service's HTTP response. */
public record ServiceResponse(int status, HttpHeaders headers, JsonNode body) {

    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofMillis(300);

    public boolean ok() {
        return status >= 200 && status < 300;
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The delay before the next request: the {@code Retry-After} header, limited to 30 seconds, or else a short default. */
    public Duration retryAfter() {
        return header("Retry-After")
                .filter(text -> text.chars().allMatch(Character::isDigit))
                .map(text -> Duration.ofSeconds(Math.clamp(Long.parseLong(text), 0, 30)))
                .filter(Duration::isPositive)
                .orElse(DEFAULT_RETRY_AFTER);
    }

    /** A member of the body as text; empty if it is missing. */
    public String text(String member) {
        return body.path(member).asString("");
    }

    /** The last segment of the problem's type, for instance {@code out-of-stock}; empty if the body is not a problem document. */
    public String problem() {
        String type = text("type");
        return type.substring(type.lastIndexOf('/') + 1);
    }

    /** The code of the first error in the problem; empty if it lists none. */
    public String firstErrorCode() {
        return body.path("errors").path(0).path("code").asString("");
    }

    /** The most specific reason of a refusal: failure type, error code, problem type or status. */
    public String reason() {
        return Stream.of(text("failureType"), firstErrorCode(), problem())
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("status " + status);
    }

    @Override
    public String toString() {
        return status + " " + body;
    }
}
