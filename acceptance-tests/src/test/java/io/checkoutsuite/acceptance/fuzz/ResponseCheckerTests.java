package io.checkoutsuite.acceptance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.acceptance.fuzz.Request.Header;
import io.checkoutsuite.stack.Service;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.MissingNode;

class ResponseCheckerTests {

    private static final Header PROBLEM = new Header("Content-Type", "application/problem+json");
    private static final Request REQUEST = Request.of(
            new Operation(Service.CART, "GET", "/carts/mine", List.of(), MissingNode.getInstance(), Map.of()),
            "/carts/mine");

    private final ResponseChecker checker = new ResponseChecker(new Findings(Path.of("target/fuzz-judge")));

    private static Response response(int status, String body, Header... headers) {
        return new Response(status, List.of(headers), body.getBytes(StandardCharsets.UTF_8), 5, false);
    }

    private static String problem(int status, String detail) {
        return "{\"type\":\"/problems/any\",\"title\":\"Any\",\"status\":%d,\"detail\":\"%s\"}"
                .formatted(status, detail);
    }

    private Optional<String> fault(Response response) {
        return checker.fault(REQUEST, response, false);
    }

    @Test
    void a_success_and_a_clear_refusal_are_no_faults() {
        assertThat(fault(response(200, "{}", new Header("Content-Type", "application/json"))))
                .isEmpty();
        assertThat(fault(response(422, problem(422, "No."), PROBLEM))).isEmpty();
    }

    @Test
    void a_fault_of_the_server_is_one_whatever_it_says() {
        assertThat(fault(response(500, problem(500, "Sorry"), PROBLEM))).hasValue("status 500");
    }

    @Test
    void being_unavailable_needs_a_reason_and_a_time() {
        Header later = new Header("Retry-After", "2");
        Response unavailable = response(503, problem(503, "Later"), PROBLEM, later);

        assertThat(fault(unavailable)).hasValue("status 503");
        assertThat(checker.fault(REQUEST, unavailable, true)).isEmpty();
        assertThat(checker.fault(REQUEST, response(503, problem(503, "Later"), PROBLEM), true))
                .hasValue("status 503");
        assertThat(fault(response(429, problem(429, "Slower"), PROBLEM))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.IllegalStateException: no",
                "at io.checkoutsuite.cart.Carts(Carts.java:12)",
                "MongoWriteException",
                "Apache Tomcat/11"
            })
    void an_error_that_shows_the_servers_insides_is_a_fault(String detail) {
        assertThat(fault(response(400, problem(400, detail), PROBLEM)))
                .hasValue("an error that reveals internals of the server");
    }

    @Test
    void an_error_without_a_problem_document_or_with_a_wrong_one_is_a_fault() {
        assertThat(fault(response(404, "", PROBLEM))).isPresent();
        assertThat(fault(response(404, problem(400, "No."), PROBLEM))).isPresent();
        assertThat(fault(response(404, problem(404, "No."), new Header("Content-Type", "text/html"))))
                .isPresent();
    }

    @Test
    void no_response_and_a_late_one_are_faults() {
        assertThat(fault(response(0, "The connection was closed"))).isPresent();
        assertThat(fault(new Response(200, List.of(), Request.NOTHING, 43_000, false)))
                .isPresent();
        assertThat(checker.fault(REQUEST.malformed(), response(0, "closed"), false))
                .isEmpty();
    }

    @Test
    void a_success_that_is_not_the_json_that_it_says_it_is_is_a_fault() {
        assertThat(fault(response(200, "{\"half", new Header("Content-Type", "application/json"))))
                .isPresent();
    }
}
