package io.checkoutsuite.stack.client;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a service answered. */
public record Answer(int status, HttpHeaders headers, JsonNode body) {

    private static final Duration SHORTLY = Duration.ofMillis(300);

    public boolean ok() {
        return status >= 200 && status < 300;
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** How long the service asks to wait, in seconds or shorter where it says nothing. */
    public Duration retryAfter() {
        return header("Retry-After")
                .filter(text -> text.chars().allMatch(Character::isDigit))
                .map(text -> Duration.ofSeconds(Math.clamp(Long.parseLong(text), 0, 30)))
                .filter(Duration::isPositive)
                .orElse(SHORTLY);
    }

    /** A member of the body as text, empty if it is not there. */
    public String text(String member) {
        return body.path(member).asString("");
    }

    /** The last word of the problem's type, for instance {@code out-of-stock}; empty if this is no problem document. */
    public String problem() {
        String type = text("type");
        return type.substring(type.lastIndexOf('/') + 1);
    }

    /** The code of the first refused value, empty if none is named. */
    public String firstErrorCode() {
        return body.path("errors").path(0).path("code").asString("");
    }

    /** The most telling word of a refusal. */
    public String reason() {
        return Stream.of(text("failureType"), firstErrorCode(), problem())
                .filter(word -> !word.isEmpty())
                .findFirst()
                .orElse("status " + status);
    }

    @Override
    public String toString() {
        return status + " " + body;
    }
}
