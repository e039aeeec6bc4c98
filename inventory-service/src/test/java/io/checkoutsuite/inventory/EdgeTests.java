package io.checkoutsuite.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.Document;
import org.junit.jupiter.api.Test;

class EdgeTests extends RunningInventory {

    @Test
    void health_and_the_description_of_the_interface_are_open_to_all() {
        assertThat(get("/actuator/health").is(200).body().path("status").asString())
                .isEqualTo("UP");
        assertThat(get("/v3/api-docs").is(200).body().path("paths").propertyNames())
                .contains("/reservations/{requestId}", "/stock/{sku}", "/stock", "/availability", "/stock/imports");
    }

    @Test
    void no_document_names_a_class() {
        String mug = skuWith(1);
        String request = newRequest();
        reserve(request, 300, mug, 1).is(200);
        hearForTheFirstTime(completion(request, mug, 1));

        for (String collection : mongo.getCollectionNames()) {
            assertThat(mongo.getCollection(collection).find(new Document("_class", new Document("$exists", true))))
                    .as(collection)
                    .isEmpty();
        }
    }
}
