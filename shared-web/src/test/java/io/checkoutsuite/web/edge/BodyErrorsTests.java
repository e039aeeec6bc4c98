package io.checkoutsuite.web.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyErrorsTests extends RunningEdge {

    @ParameterizedTest
    @ValueSource(strings = {"/open/things", "/open/things/bytes"})
    void one_response_lists_everything_that_is_wrong(String path) {
        ApiResponse refused = postJson(path, """
                        {"nmae": "x", "number": "seven", "share": [], "at": 1700000000000, "words": ["a", "", {}],
                         "parts": [{"name": 1, "color": "red"}, "part"]}
                        """).isProblem(400, "malformed-request");

        assertThat(errors(refused))
                .containsExactlyInAnyOrder(
                        "/nmae unknown",
                        "/number malformed",
                        "/share malformed",
                        "/at not-allowed",
                        "/words/2 malformed",
                        "/parts/0/color unknown",
                        "/parts/1 malformed",
                        "/name missing",
                        "/parts/0/colour missing",
                        "/words/1 missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/open/ranges", "/open/ranges/bytes"})
    void what_a_request_checks_itself_is_in_the_same_response(String path) {
        String ranges = "[{\"name\": \"a\", \"from\": 2, \"to\": 1}, {\"name\": \"a\"%s}]";
        ApiResponse invalid =
                postJson(path, "{\"ranges\": " + ranges.formatted("") + "}").isProblem(422, "invalid-request");
        ApiResponse malformed = postJson(path, "{\"ranges\": " + ranges.formatted(", \"from\": \"x\"") + ", \"no\": 1}")
                .isProblem(400, "malformed-request");

        assertThat(errors(invalid))
                .containsExactlyInAnyOrder(
                        "/name missing",
                        "/ranges duplicate",
                        "/ranges/0 not-allowed",
                        "/ranges/0/to too-small",
                        "/ranges/1/from missing",
                        "/ranges/1/to missing");
        assertThat(errors(malformed))
                .containsExactlyInAnyOrder(
                        "/no unknown",
                        "/name missing",
                        "/ranges duplicate",
                        "/ranges/0 not-allowed",
                        "/ranges/0/to too-small",
                        "/ranges/1/from malformed",
                        "/ranges/1/to missing");
        assertThat(messages(invalid)).contains("{name}s of ranges are ${unique}", "It must be at least 2");
    }

    private static List<String> messages(ApiResponse refused) {
        return refused.json()
                .path("errors")
                .valueStream()
                .map(error -> error.path("message").asString())
                .toList();
    }

    private static List<String> errors(ApiResponse refused) {
        return refused.json()
                .path("errors")
                .valueStream()
                .map(error -> error.path("pointer").asString() + " "
                        + error.path("code").asString())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/open/things", "/open/things/bytes"})
    void a_misspelt_member_is_answered_with_the_members_that_there_are(String path) {
        ApiResponse refused = postJson(path, "{\"name\": \"x\", \"prize\": 1}").isProblem(400, "malformed-request");

        assertThat(refused.json().path("errors").path(0).path("message").asString())
                .isEqualTo(
                        "/prize is no member of the request; the members are at, name, number, parts, price, share, words");
    }

    @Test
    void a_body_of_another_kind_is_one_error() {
        assertThat(errors(postJson("/open/things", "[]").isProblem(400, "malformed-request")))
                .containsExactly(" malformed");
        assertThat(errors(postJson("/open/things/bytes", "\"x\"").isProblem(400, "malformed-request")))
                .containsExactly(" malformed");
    }

    @Test
    void a_body_that_ends_too_early_is_reported_after_what_was_found_before() {
        ApiResponse refused =
                postJson("/open/things", "{\"number\": \"x\", \"name\": ").isProblem(400, "malformed-request");

        assertThat(errors(refused)).startsWith("/number malformed").hasSize(2);
    }

    @Test
    void a_service_may_send_members_that_an_older_service_does_not_know() {
        post(
                        by("service", "/open/things"),
                        "application/json",
                        BodyPublishers.ofString("{\"name\": \"x\", \"new\": 1}"))
                .is(200);
        post(
                        by("customer", "/open/things"),
                        "application/json",
                        BodyPublishers.ofString("{\"name\": \"x\", \"new\": 1}"))
                .isProblem(400, "malformed-request");
    }

    @Test
    void a_long_name_is_cut_in_the_response() {
        String name = "n".repeat(900);

        ApiResponse refused = postJson("/open/things", "{\"name\": \"x\", \"" + name + "\": 1}")
                .isProblem(400, "malformed-request");

        assertThat(refused.json()
                        .path("errors")
                        .path(0)
                        .path("pointer")
                        .asString()
                        .length())
                .isLessThanOrEqualTo(201);
    }

    @Test
    void reading_ends_at_the_first_wrong_value_that_the_response_has_no_room_for() {
        String words = "{},".repeat(10_000) + "{}";

        ApiResponse refused = postJson("/open/things", "{\"name\": \"x\", \"words\": [" + words + "]}")
                .isProblem(400, "malformed-request");

        int listed = errors(refused).size();
        assertThat(refused.json().path("detail").asString()).startsWith((listed + 1) + " ");
    }
}
