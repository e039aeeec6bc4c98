package io.checkoutsuite.web.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ApiDocumentationTests extends RunningEdge {

    private static final List<String> OF_EVERY_BODY =
            List.of("400", "401", "413", "415", "422", "429", "503", "default");

    @Test
    void the_headers_that_an_operation_reads_are_documented() {
        assertThat(parameters("/open/versions/{current}", "put"))
                .containsExactly("path current required", "header If-Match required");
        assertThat(parameters("/open/keys/required", "post")).containsExactly("header Idempotency-Key required");
        assertThat(parameters("/open/keys/optional", "post")).containsExactly("header Idempotency-Key optional");
    }

    @Test
    void arguments_that_are_resolved_from_the_request_are_no_parameters() {
        assertThat(parameters("/open/hello", "get")).containsExactly("header X-Tenant optional");
        assertThat(parameters("/open/list", "get")).containsExactly("query from optional");
    }

    @Test
    void a_body_has_the_members_and_the_constraints_of_its_record() {
        JsonNode thing = document().at("/components/schemas/Thing");

        assertThat(body("/open/things", "post")).hasToString("\"#/components/schemas/Thing\"");
        assertThat(body("/open/bytes/{id}", "post")).hasToString("\"#/components/schemas/Thing\"");
        assertThat(thing.at("/properties/name/minLength").asInt(0)).isEqualTo(1);
        assertThat(thing.at("/properties/at/format").asString("")).isEqualTo("date-time");
        assertThat(thing.at("/properties/price/$ref").asString("")).isEqualTo("#/components/schemas/Money");
        assertThat(thing.at("/properties/words/maxItems").asInt(0)).isEqualTo(3);
        assertThat(thing.at("/properties/words/items/minLength").asInt(0)).isEqualTo(1);
        assertThat(thing.at("/required").valueStream().map(JsonNode::asString))
                .contains("name", "price")
                .doesNotContain("words");
        assertThat(document()
                        .at("/components/schemas/Money/properties/amount/type")
                        .asString(""))
                .isEqualTo("string");
    }

    @Test
    void the_security_of_an_operation_follows_from_the_access_rules() {
        assertThat(operation("/internal/slow", "get").path("security"))
                .hasToString("[{\"bearerToken\":[\"service\"]}]");
        assertThat(operation("/things/imports", "post").path("security"))
                .hasToString("[{\"bearerToken\":[\"operator\"]}]");
        assertThat(operation("/open/hello", "get").path("security")).hasToString("[{\"bearerToken\":[]},{}]");
        assertThat(operation("/open/slow", "get").path("security")).hasToString("[]");
    }

    @Test
    void the_problems_of_an_operation_follow_from_its_arguments_and_its_access_rules() {
        assertThat(responses("/open/things", "post")).contains("200").containsAll(OF_EVERY_BODY);
        assertThat(responses("/internal/slow", "get"))
                .containsExactlyInAnyOrder("200", "401", "403", "429", "503", "default");
        assertThat(responses("/open/versions/{current}", "put")).contains("404", "412", "428");
        assertThat(document()
                        .at("/components/responses/stale-version/headers/ETag")
                        .isMissingNode())
                .isFalse();
        assertThat(document()
                        .at("/components/responses/overloaded_temporarily-unavailable/content")
                        .propertyNames())
                .containsExactly("application/problem+json");
    }

    @Test
    void a_problem_that_cannot_occur_although_the_arguments_suggest_it_is_not_documented() {
        assertThat(responses("/products/{sku}", "get")).contains("400", "409").doesNotContain("404");
    }

    @Test
    void the_summary_of_an_operation_is_written_beside_its_method() {
        assertThat(operation("/open/things", "post").path("summary").asString(""))
                .isEqualTo("Creates a thing with its parts");
        assertThat(operation("/open/hello", "get").has("summary")).isFalse();
    }

    @Test
    void bodies_have_no_unknown_members_unless_only_services_send_them() {
        JsonNode schemas = document().at("/components/schemas");

        assertThat(schemas.at("/Thing/additionalProperties")).hasToString("false");
        assertThat(schemas.at("/Part/additionalProperties")).hasToString("false");
        assertThat(schemas.path("Notice").has("additionalProperties")).isFalse();
        assertThat(schemas.path("Problem").has("additionalProperties")).isFalse();
    }

    @Test
    void the_page_for_developers_is_served() {
        assertThat(send(to("/swagger-ui/index.html")).is(200).text()).contains("swagger-ui");
    }

    private JsonNode document() {
        return send(to("/v3/api-docs")).is(200).json();
    }

    private JsonNode operation(String path, String method) {
        JsonNode operation = document().path("paths").path(path).path(method);
        assertThat(operation.isMissingNode()).as(path).isFalse();
        return operation;
    }

    private JsonNode body(String path, String method) {
        return operation(path, method).at("/requestBody/content/application~1json/schema/$ref");
    }

    private List<String> responses(String path, String method) {
        return List.copyOf(operation(path, method).path("responses").propertyNames());
    }

    private List<String> parameters(String path, String method) {
        return operation(path, method)
                .path("parameters")
                .valueStream()
                .map(parameter -> parameter.path("in").asString() + " "
                        + parameter.path("name").asString()
                        + (parameter.path("required").asBoolean(false) ? " required" : " optional"))
                .toList();
    }
}
