package io.checkoutsuite.web.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeaderTests extends RunningEdge {

    @Test
    void the_current_entity_tag_is_accepted() {
        change("\"7\"").is(200);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"6\"', 412, stale-version, ''",
        "'', 428, precondition-required, missing",
        "7, 400, malformed-request, malformed",
        "'\"7\",\"8\"', 400, malformed-request, malformed"
    })
    void any_other_entity_tag_is_a_problem(String ifMatch, int status, String type, String code) {
        ApiResponse refused = change(ifMatch).isProblem(status, type);

        assertThat(refused.json().at("/errors/0/code").asString("")).isEqualTo(code);
        assertThat(refused.header("ETag")).isEqualTo(status == 412 ? "\"7\"" : "");
    }

    @Test
    void a_missing_entity_tag_is_required() {
        send(to("/open/versions/7").PUT(BodyPublishers.noBody())).isProblem(428, "precondition-required");
    }

    @Test
    void several_headers_count_as_one() {
        send(to("/open/versions/7")
                        .header("If-Match", "\"7\"")
                        .header("If-Match", "\"8\"")
                        .PUT(BodyPublishers.noBody()))
                .isProblem(400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"required", "optional"})
    void a_key_reaches_the_operation(String operation) {
        assertThat(text(send(post(operation).header("Idempotency-Key", "k 1")))).isEqualTo("k 1");
    }

    @Test
    void only_an_optional_key_may_be_omitted() {
        ApiResponse refused = send(post("required")).isProblem(400, "malformed-request");

        assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("header:Idempotency-Key");
        assertThat(refused.json().at("/errors/0/code").asString()).isEqualTo("missing");
        assertThat(text(send(post("optional")))).isEqualTo("no key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"required", "optional"})
    void a_blank_or_overlong_key_is_malformed(String operation) {
        for (String key : new String[] {"  ", "k".repeat(256)}) {
            ApiResponse refused =
                    send(post(operation).header("Idempotency-Key", key)).isProblem(400, "malformed-request");

            assertThat(refused.json().at("/errors/0/code").asString()).isEqualTo("malformed");
        }
    }

    private ApiResponse change(String ifMatch) {
        return send(to("/open/versions/7").header("If-Match", ifMatch).PUT(BodyPublishers.noBody()));
    }

    private HttpRequest.Builder post(String operation) {
        return to("/open/keys/" + operation).POST(BodyPublishers.noBody());
    }

    private static String text(ApiResponse response) {
        return response.is(200).text();
    }
}
