package io.checkoutsuite.web.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The timeout is far longer than a refusal takes and far shorter than reading the input took. */
@Timeout(20)
class BoundedInputTests extends RunningEdge {

    private static final String MILLION_DIGITS = "9".repeat(1_000_000);

    static List<String> bodies() {
        return List.of(
                "{\"name\":\"a\",\"price\":{\"amount\":\"" + MILLION_DIGITS + "\",\"currency\":\"GBP\"}}",
                "{\"name\":\"a\",\"price\":{\"amount\":" + MILLION_DIGITS + ",\"currency\":\"GBP\"}}",
                "{\"name\":\"a\",\"price\":{\"amount\":\"" + "9".repeat(90_000) + "\",\"currency\":\"GBP\"}}",
                "{\"name\":\"a\",\"price\":{\"amount\":\"1e2147483648\",\"currency\":\"GBP\"}}",
                "{\"name\":\"a\",\"price\":{\"amount\":\"1e1000000000\",\"currency\":\"GBP\"}}",
                "{\"name\":\"a\",\"share\":" + MILLION_DIGITS + "}",
                "{\"name\":\"a\",\"share\":\"1e-1000000000\"}",
                "{\"name\":\"a\",\"number\":" + MILLION_DIGITS + "}",
                "{\"name\":\"a\",\"number\":1e1000000000}",
                "{\"name\":\"a\",\"at\":\"" + MILLION_DIGITS + "\"}",
                "{\"name\":\"a\",\"at\":\"+1000000000-12-31T23:59:59Z\"}",
                "{\"" + "n".repeat(1_000_000) + "\":1}",
                "{\"other\":" + "[".repeat(500_000),
                "{\"other\":" + "{\"a\":".repeat(100_000),
                "{\"other\":" + MILLION_DIGITS + "}",
                "{\"words\":[" + "\"\",".repeat(200_000) + "\"\"]}",
                "{\"parts\":[" + "{},".repeat(200_000) + "{}]}",
                MILLION_DIGITS);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void a_body_with_more_than_any_value_has_is_malformed(String body) {
        ApiResponse refused = postJson("/open/things", body).isProblem(400, "malformed-request");

        assertThat(refused.body()).hasSizeLessThan(5_000);
    }

    @Test
    void what_was_too_large_is_named() {
        assertThat(postJson("/open/things", "{\"name\":\"a\",\"number\":" + MILLION_DIGITS + "}")
                        .json()
                        .at("/errors/0/code")
                        .asString())
                .isEqualTo("too-large");
        assertThat(postJson("/open/things", "{\"price\":{\"amount\":\"1e1000000000\",\"currency\":\"GBP\"}}")
                        .json()
                        .at("/errors/0")
                        .toString())
                .contains("/price", "not-allowed", "at most 40 digits");
    }

    @Test
    void a_list_of_many_faults_is_answered_with_the_first_hundred() {
        ApiResponse refused =
                postJson("/open/things", "{\"parts\":[" + parts(150) + "]}").isProblem(422, "invalid-request");

        assertThat(refused.json().path("errors").size()).isEqualTo(100);
        assertThat(refused.json().path("detail").asString()).contains("302 values");
    }

    @Test
    void a_list_of_more_faults_than_anybody_reads_is_not_looked_at_to_its_end() {
        ApiResponse refused =
                postJson("/open/things", "{\"parts\":[" + parts(19_000) + "]}").isProblem(422, "invalid-request");

        assertThat(refused.json().path("detail").asString()).isEqualTo("More than 500 values are invalid");
        assertThat(refused.json().path("errors").size()).isEqualTo(100);
        assertThat(refused.json().path("errors").findValuesAsString("code")).containsOnly("missing", "wrong-size");
        assertThat(refused.json().path("errors").findValuesAsString("pointer"))
                .contains("/parts/7/name")
                .doesNotHaveDuplicates();
    }

    private static String parts(int many) {
        return IntStream.range(0, many).mapToObj(i -> "{}").collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=+1000000000-12-31T23:59:59Z",
                "from=%2B1000000000-12-31T23:59:59Z",
                "from=22222222222222222222222222222222222222222222222222222222222222222222222222",
                "from=yesterday",
                "a=%zz",
                "a=%",
                "MANY"
            })
    void a_query_that_cannot_be_read_is_malformed(String query) {
        String sent = query.equals("MANY")
                ? IntStream.range(0, 1_500).mapToObj(i -> "a" + i).collect(Collectors.joining("&"))
                : query;

        ApiResponse refused = rawGet("/open/list?" + sent);

        refused.isProblem(400, "malformed-request");
    }

    /** The HTTP client would refuse to send invalid addresses. */
    private ApiResponse rawGet(String path) {
        return RawHttp.get(port, path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/open/a;b=c", "/open//hello", "/open/%00", "/open/../hello", "/open/a%0Ab"})
    void a_path_that_the_firewall_stops_is_a_problem_document_as_well(String path) {
        ApiResponse refused = rawGet(path);

        assertThat(refused.status()).isBetween(400, 499);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "If-Match",
                "Idempotency-Key",
                "Guest-Token",
                "Prefer",
                "traceparent",
                "X-Tenant",
                "X-Request-Id",
                "Authorization"
            })
    void a_header_is_at_most_eight_kibibytes(String header) {
        assertThat(send(to("/open/hello").header(header, "9".repeat(20_000))).status())
                .isEqualTo(400);
    }
}
