package io.checkoutsuite.test.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A response of a service, with assertions. */
public record ApiResponse(String method, URI uri, int status, HttpHeaders headers, byte[] body) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_SHOWN = 2_000;

    static ApiResponse of(HttpResponse<byte[]> response) {
        return new ApiResponse(
                response.request().method(),
                response.uri(),
                response.statusCode(),
                response.headers(),
                response.body());
    }

    /** The body as JSON; a missing node if there is none. */
    public JsonNode json() {
        return body.length == 0 ? JSON.missingNode() : JSON.readTree(body);
    }

    public JsonNode at(String pointer) {
        return json().at(pointer);
    }

    /** The whole body. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public String text(String pointer) {
        return at(pointer).asString("");
    }

    public long number(String pointer) {
        JsonNode node = at(pointer);
        assertThat(node.isIntegralNumber())
                .as("%s of %s is a whole number", pointer, this)
                .isTrue();
        return node.asLong();
    }

    /** The elements of an array of texts. */
    public List<String> texts(String array) {
        return texts(array, "");
    }

    /** The text at the pointer in each element of an array. */
    public List<String> texts(String array, String pointer) {
        return at(array)
                .valueStream()
                .map(element -> element.at(pointer).asString(""))
                .toList();
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /** Fails, showing the whole response, unless it has this status. */
    public ApiResponse is(int expected) {
        assertThat(status).as("%s", this).isEqualTo(expected);
        return this;
    }

    /** Fails unless it is a problem document of this type. */
    public ApiResponse isProblem(int expected, String problemType) {
        is(expected);
        assertThat(header("Content-Type")).as("content type of %s", this).isEqualTo("application/problem+json");
        assertThat(text("/type")).as("type of %s", this).isEqualTo("/problems/" + problemType);
        assertThat(number("/status")).as("status in the body of %s", this).isEqualTo(expected);
        assertThat(text("/title")).as("title of %s", this).isNotBlank();
        return this;
    }

    /** Fails unless it is a problem document of this type, and the URL of the type serves a page that explains it. */
    public ApiResponse isExplainedProblem(int expected, String problemType) {
        isProblem(expected, problemType);
        ApiResponse page = ApiRequest.to(uri.resolve(text("/type")), "GET", "")
                .with("Accept", "text/html")
                .send();
        assertThat(page.status()).as("the page of %s", text("/type")).isEqualTo(200);
        assertThat(page.text()).contains("<h1>");
        return this;
    }

    /** The name of the problem type; empty if the response is not a problem. */
    public String problemType() {
        return text("/type").replaceFirst("^/problems/", "");
    }

    /** The pointers of the errors of a problem. */
    public List<String> pointers() {
        return texts("/errors", "/pointer");
    }

    /** Fails unless the response reports exactly these errors, each given as {@code pointer code}. */
    public ApiResponse hasErrors(String... pointersAndCodes) {
        assertThat(at("/errors")
                        .valueStream()
                        .map(error -> error.path("pointer").asString("")
                                + " "
                                + error.path("code").asString("")))
                .as("errors of %s", this)
                .containsExactlyInAnyOrder(pointersAndCodes);
        return this;
    }

    @Override
    public String toString() {
        String text = text();
        return "%s %s → %d %s"
                .formatted(
                        method,
                        uri,
                        status,
                        text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text);
    }
}
