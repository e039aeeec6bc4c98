package io.checkoutsuite.web.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadableRequestTests extends RunningEdge {

    /** Refused by the server itself, by the firewall in front of all controllers, or because no path matches. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a%00b",
                "/%zz",
                "/<>|{}",
                "*",
                "//things",
                "/things//1",
                "/things;v=1",
                "/things\\1",
                "/./things",
                "/things/../1",
                "/%2e%2e/things"
            })
    void a_path_that_nobody_can_mean_is_a_problem_document_without_the_servers_name(String path) {
        ApiResponse refused = RawHttp.get(port, path).isProblem(400, "malformed-request");

        assertThat(new String(refused.body())).doesNotContain("Tomcat", "html", "Exception");
    }

    @Test
    void a_header_with_characters_that_are_not_allowed_is_the_callers_fault() {
        String c1 = String.valueOf((char) 0x85);

        RawHttp.get(port, "/open/hello", "X-Tenant: a" + c1).isProblem(400, "malformed-request");
    }

    /** Every response reads this header, including the response that reports that it cannot be read. */
    @Test
    void an_accept_header_that_cannot_be_read_is_answered_all_the_same() {
        String c1 = String.valueOf((char) 0x85);

        RawHttp.get(port, "/open/hello", "Accept: a" + c1).isProblem(400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "a/b/c;;q", "image/png", "*/*;q=0", ","})
    void a_problem_document_is_sent_whatever_the_caller_accepts(String accept) {
        ApiResponse response = RawHttp.get(port, "/nowhere", "Accept: " + accept);

        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.status()).isBetween(400, 499);
        assertThat(response.body()).isNotEmpty();
    }

    @Test
    void what_the_server_does_not_do_at_all_keeps_its_status() {
        RawHttp.get(port, "/open/hello", "Transfer-Encoding: nonsense").isProblem(501, "malformed-request");
    }
}
