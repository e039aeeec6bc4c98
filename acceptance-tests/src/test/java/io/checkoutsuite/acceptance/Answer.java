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
 * What a service answered.
 *
 * @param to the request in one line, for messages
 */
record Answer(Service service, String to, int status, HttpHeaders headers, byte[] body) {

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

    /** The texts at the pointer within each element of an array. */
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

    /** Fails with the whole answer unless it has this status. */
    Answer is(int expected) {
        assertThat(status).as("%s", this).isEqualTo(expected);
        return this;
    }

    /** Fails unless it is a problem document of this kind, whose type is served as a page that explains it. */
    Answer isProblem(int expected, String kind) {
        is(expected);
        assertThat(header("Content-Type")).as("content type of %s", this).startsWith("application/problem+json");
        assertThat(text("/type")).as("type of %s", this).isEqualTo("/problems/" + kind);
        assertThat(number("/status")).as("status in the body of %s", this).isEqualTo(expected);
        assertThat(text("/title")).as("title of %s", this).isNotBlank();
        Answer page =
                Call.get(service, text("/type")).with("Accept", "text/html").answer();
        assertThat(page.status()).as("the page of %s", text("/type")).isEqualTo(200);
        assertThat(new String(page.body(), StandardCharsets.UTF_8)).contains("<h1>");
        return this;
    }

    /** The name of its problem type; empty if it is none. */
    String kind() {
        return text("/type").replaceFirst("^/problems/", "");
    }

    /** Whether it is the outcome of a submit as the one who ran it gets it. */
    boolean isTheFirst() {
        return ok() && header("Idempotent-Replayed").isEmpty();
    }

    /** Fails unless it is what is known of the submit, byte for byte, or says that the checkout still runs and when to ask again. */
    void isTheAnswerOrToldToComeAgain(Answer known) {
        if (ok()) {
            assertThat(body()).as("%s", this).isEqualTo(known.body());
        } else {
            isProblem(409, "checkout-in-progress");
            assertThat(header("Retry-After")).as("%s", this).isNotEmpty();
        }
    }

    /** Fails unless exactly these places are named as wrong, each as {@code pointer code}. */
    Answer names(String... placesAndCodes) {
        List<String> named = StreamSupport.stream(at("/errors").spliterator(), false)
                .map(error -> error.at("/pointer").asString("") + " "
                        + error.at("/code").asString(""))
                .toList();
        assertThat(named).as("errors of %s", this).containsExactlyInAnyOrder(placesAndCodes);
        return this;
    }

    @Override
    public String toString() {
        String text = new String(body, StandardCharsets.UTF_8);
        return "%s → %d %s".formatted(to, status, text.length() > 2_000 ? text.substring(0, 2_000) + "…" : text);
    }
}
