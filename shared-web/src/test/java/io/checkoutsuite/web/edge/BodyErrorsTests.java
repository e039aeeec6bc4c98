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
