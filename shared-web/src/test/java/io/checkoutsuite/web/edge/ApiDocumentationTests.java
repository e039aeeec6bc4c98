package io.checkoutsuite.web.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ApiDocumentationTests extends RunningEdge {

    @Test
    void the_headers_that_an_operation_reads_are_documented() {
        assertThat(parameters("/open/versions/{current}", "put"))
                .containsExactly("path current required", "header If-Match required");
        assertThat(parameters("/open/keys/required", "post")).containsExactly("header Idempotency-Key required");
        assertThat(parameters("/open/keys/optional", "post")).containsExactly("header Idempotency-Key optional");
    }

    @Test
    void the_caller_is_not_a_parameter() {
        assertThat(parameters("/open/hello", "get")).isEmpty();
    }

    private List<String> parameters(String path, String method) {
        JsonNode operation =
                send(to("/v3/api-docs")).is(200).json().path("paths").path(path).path(method);
        assertThat(operation.isMissingNode()).as(path).isFalse();
        return operation
                .path("parameters")
                .valueStream()
                .map(parameter -> parameter.path("in").asString() + " "
                        + parameter.path("name").asString()
                        + (parameter.path("required").asBoolean(false) ? " required" : " optional"))
                .toList();
    }
}
