package io.checkoutsuite.reservations;

import java.util.Map;

/**
 * What an owner's changes have in common.
 *
 * @param batch tells this import or adjustment from all others of the tenant; a repetition has the same
 * @param attributes a few words to remember (who, why)
 */
public record OwnerWord(String batch, Map<String, String> attributes) {

    public OwnerWord {
        attributes = Map.copyOf(attributes);
    }
}
