package io.checkoutsuite.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

class EdgeTests extends RunningInventory {

    @Autowired
    private HealthEndpointGroups groups;

    @Test
    void health_and_the_description_of_the_interface_are_open_to_all() {
        assertThat(get("/actuator/health").is(200).json().path("status").asString())
                .isEqualTo("UP");
        assertThat(get("/v3/api-docs").is(200).json().path("paths").propertyNames())
                .contains("/reservations/{requestId}", "/stock/{sku}", "/stock", "/availability", "/stock/imports");
    }

    @Test
    void strangers_and_customers_learn_nothing_of_the_servers_behind() {
        assertThat(get("/actuator/health").is(200).json().propertyNames())
                .containsExactlyInAnyOrder("status", "groups");
        assertThat(as("customer", "/actuator/health").is(200).json().propertyNames())
                .containsExactlyInAnyOrder("status", "groups");
    }

    @Test
    void operators_see_the_health_of_each_server() {
        JsonNode parts = as("operator", "/actuator/health").is(200).json().path("components");

        assertThat(parts.propertyNames()).contains("mongo", "broker", "outbox").doesNotContain("binders");
        assertThat(parts.path("mongo").path("details").propertyNames())
                .as("the health check must not list databases")
                .doesNotContain("databases");
        assertThat(parts.path("broker").path("details").toString()).contains("checkoutCompletion");
    }

    @Test
    void being_alive_and_ready_depends_on_no_server() {
        for (String probe : List.of("liveness", "readiness")) {
            assertThat(get("/actuator/health/" + probe)
                            .is(200)
                            .json()
                            .path("status")
                            .asString())
                    .isEqualTo("UP");
            assertThat(Stream.of("mongo", "broker", "outbox", "diskSpace"))
                    .as(probe)
                    .noneMatch(groups.get(probe)::isMember);
        }
    }

    private ApiResponse as(String scope, String path) {
        return call(HttpMethod.GET, path, scope, null);
    }

    @Test
    void no_document_names_a_class() {
        String mug = skuWith(1);
        String request = newRequest();
        reserve(request, 300, mug, 1).is(200);
        deliverAsNew(completion(request, mug, 1));

        for (String collection : mongo.getCollectionNames()) {
            assertThat(mongo.getCollection(collection).find(new Document("_class", new Document("$exists", true))))
                    .as(collection)
                    .isEmpty();
        }
    }
}
