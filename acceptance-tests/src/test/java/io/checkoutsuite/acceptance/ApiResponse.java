package io.checkoutsuite.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.stack.Service;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An HTTP response of a service, with assertions.
 *
 * @param request the request on one line, for failure messages
 */
record ApiResponse(Service service, String request, int status, HttpHeaders headers, byte[] body) {

    static final JsonMapper JSON = JsonMapper.builder().build();

    JsonNode json() {
        return JSON.readTree(body);
    }

    JsonNode at(String pointer) {
        return json().at(pointer);
    }

    String text(String pointer) {
        return at(pointer).asString("");
    }

    long number(String pointer) {
        JsonNode node = at(pointer);
        assertThat(node.isIntegralNumber())
                .as("%s of %s is a whole number", pointer, this)
                .isTrue();
        return node.asLong();
    }

    /** Returns the text at the pointer in each element of an array. */
    List<String> texts(String array, String pointer) {
        return StreamSupport.stream(at(array).spliterator(), false)
                .map(element -> element.at(pointer).asString(""))
                .toList();
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    boolean ok() {
        return status >= 200 && status < 300;
    }

    /** Fails, showing the whole response, unless it has this status. */
    ApiResponse is(int expected) {
        assertThat(status).as("%s", this).isEqualTo(expected);
        return this;
    }

    /** Fails unless it is a problem document of this type, and the URL of the type serves a page that explains it. */
    ApiResponse isProblem(int expected, String problemType) {
        is(expected);
        assertThat(header("Content-Type")).as("content type of %s", this).startsWith("application/problem+json");
        assertThat(text("/type")).as("type of %s", this).isEqualTo("/problems/" + problemType);
        assertThat(number("/status")).as("status in the body of %s", this).isEqualTo(expected);
        assertThat(text("/title")).as("title of %s", this).isNotBlank();
        ApiResponse page = ApiRequest.get(service, text("/type"))
                .with("Accept", "text/html")
                .send();
        assertThat(page.status()).as("the page of %s", text("/type")).isEqualTo(200);
        assertThat(new String(page.body(), StandardCharsets.UTF_8)).contains("<h1>");
        return this;
    }

    /** Returns the name of the problem type; empty if the response is not a problem. */
    String problemType() {
        return text("/type").replaceFirst("^/problems/", "");
    }

    /** Whether it is the original response to a submit, not a replayed one. */
    boolean isOriginal() {
        return ok() && header("Idempotent-Replayed").isEmpty();
    }

    /** Fails unless it equals the known response byte for byte, or says that the checkout is still running and when to retry. */
    void isReplayOrInProgress(ApiResponse known) {
        if (ok()) {
            assertThat(body()).as("%s", this).isEqualTo(known.body());
        } else {
            isProblem(409, "checkout-in-progress");
            assertThat(header("Retry-After")).as("%s", this).isNotEmpty();
        }
    }

    /** Fails unless the response reports exactly these errors, each given as {@code pointer code}. */
    ApiResponse hasErrors(String... placesAndCodes) {
        List<String> errors = StreamSupport.stream(at("/errors").spliterator(), false)
                .map(error -> error.at("/pointer").asString("") + " "
                        + error.at("/code").asString(""))
                .toList();
        assertThat(errors).as("errors of %s", this).containsExactlyInAnyOrder(placesAndCodes);
        return this;
    }

    @Override
    public String toString() {
        String text = new String(body, StandardCharsets.UTF_8);
        return "%s → %d %s".formatted(request, status, text.length() > 2_000 ? text.substring(0, 2_000) + "…" : text);
    }
}
