package io.checkoutsuite.web.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends what a browser sends for a page of another origin. The client of these tests cannot set {@code Origin}, so requests are raw. */
class CrossOriginTests extends RunningEdge {

    private static final String SHOP = "https://shop.example.org";

    private ApiResponse preflight(String origin, String method, String headers) {
        return RawHttp.send(
                port,
                "OPTIONS",
                "/open/things",
                "Origin: " + origin,
                "Access-Control-Request-Method: " + method,
                "Access-Control-Request-Headers: " + headers);
    }

    private static String header(ApiResponse response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
    void a_page_of_an_allowed_origin_may_send_every_method_with_every_header_of_the_contract(String method) {
        String headers = "authorization,content-type,guest-token,idempotency-key,if-match,prefer,traceparent,x-tenant";

        ApiResponse allowed = preflight(SHOP, method, headers).is(200);

        assertThat(header(allowed, "Access-Control-Allow-Origin")).isEqualTo(SHOP);
        assertThat(header(allowed, "Access-Control-Allow-Methods")).contains(method);
        assertThat(header(allowed, "Access-Control-Allow-Headers").toLowerCase().split(", "))
                .contains(headers.split(","));
        assertThat(header(allowed, "Access-Control-Max-Age")).isEqualTo("3600");
        assertThat(header(allowed, "Access-Control-Allow-Credentials")).isEmpty();
    }

    /** Refused responses too: a page that could not read them could not tell its user what is wrong. */
    @ParameterizedTest
    @ValueSource(strings = {"/open/hello", "/open/nothing", "/internal/slow"})
    void a_page_can_read_the_headers_of_every_response(String path) {
        ApiResponse response = RawHttp.get(port, path, "Origin: http://localhost:5173");

        assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo("http://localhost:5173");
        assertThat(header(response, "Access-Control-Expose-Headers").split(", "))
                .contains("ETag", "Location", "Guest-Token", "Retry-After", "Idempotent-Replayed");
        assertThat(header(response, "Vary")).contains("Origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example.org.evil.example",
                "http://shop.example.org",
                "https://shop.example.org:8443",
                "null"
            })
    void other_origins_are_refused_with_a_problem_document(String origin) {
        preflight(origin, "POST", "content-type").isProblem(403, "forbidden");
        ApiResponse refused =
                RawHttp.get(port, "/open/hello", "Origin: " + origin).isProblem(403, "forbidden");

        assertThat(header(refused, "Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void a_method_or_header_that_no_operation_has_is_refused() {
        preflight(SHOP, "TRACE", "content-type").isProblem(403, "forbidden");
        preflight(SHOP, "POST", "x-anything").isProblem(403, "forbidden");
    }

    @Test
    void callers_that_are_no_browsers_are_not_affected() {
        ApiResponse response = RawHttp.get(port, "/open/hello").is(200);

        assertThat(header(response, "Access-Control-Allow-Origin")).isEmpty();
    }
}
