package io.checkoutsuite.stack.checks;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.SuiteClient;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The offers and codes whose uses are limited. */
public final class LimitedOffers {

    private LimitedOffers() {}

    /** Reads each of them on its own: only the representation of a single offer or code shows how many of its uses are left. */
    public static List<JsonNode> now(SuiteClient client) {
        return Stream.concat(limited(client, "/offers", "offerId"), limited(client, "/codes", "code"))
                .toList();
    }

    private static Stream<JsonNode> limited(SuiteClient client, String list, String id) {
        return client.all(Service.OFFER, list, client.operator()).stream()
                .filter(document -> document.hasNonNull("maxUses"))
                .map(document ->
                        list + "/" + SuiteClient.encoded(document.path(id).asString("")))
                .map(path -> client.get(Service.OFFER, path, client.operator()).body());
    }
}
