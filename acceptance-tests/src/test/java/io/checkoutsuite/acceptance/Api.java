package io.checkoutsuite.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.test.http.ApiRequest;
import io.checkoutsuite.test.http.ApiResponse;
import io.checkoutsuite.test.http.PublishedApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/** Requests to the services of the running suite, and assertions about their responses. */
final class Api {

    static final JsonMapper JSON = JsonMapper.shared();

    private Api() {}

    static ApiRequest of(Service service, String method, String path) {
        return ApiRequest.to(RunningSuite.address(service), method, path);
    }

    static ApiRequest get(Service service, String path) {
        return of(service, "GET", path);
    }

    static ApiRequest post(Service service, String path) {
        return of(service, "POST", path);
    }

    static ApiRequest put(Service service, String path) {
        return of(service, "PUT", path);
    }

    static ApiRequest delete(Service service, String path) {
        return of(service, "DELETE", path);
    }

    /** The API document of the service. */
    static PublishedApi documented(Service service) {
        return PublishedApi.at(RunningSuite.address(service));
    }

    static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Whether it is the original response to a submit, not a replayed one. */
    static boolean isOriginal(ApiResponse response) {
        return response.ok() && response.header("Idempotent-Replayed").isEmpty();
    }

    /** Fails unless it equals the known response byte for byte, or says that the checkout is still running and when to retry. */
    static void assertReplayOrInProgress(ApiResponse response, ApiResponse known) {
        if (response.ok()) {
            assertThat(response.body()).as("%s", response).isEqualTo(known.body());
        } else {
            response.isExplainedProblem(409, "checkout-in-progress");
            assertThat(response.header("Retry-After")).as("%s", response).isNotEmpty();
        }
    }
}
