package io.checkoutsuite.reservations.ledger;

import java.util.Map;

/**
 * The batch that one or several changes of an owner belong to.
 *
 * @param id identifies this import or adjustment within the tenant; a repeated call uses the same one
 * @param attributes stored with each change (who, why)
 */
public record ChangeBatch(String id, Map<String, String> attributes) {

    public ChangeBatch {
        attributes = Map.copyOf(attributes);
    }
}
