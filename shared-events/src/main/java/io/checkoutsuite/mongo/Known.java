package io.checkoutsuite.mongo;

import java.util.Map;
import java.util.Set;

/**
 * What was found of documents that were asked for by their ids: what is in neither is not there.
 *
 * @param byId those that can be read
 * @param unreadable ids of those that are there and cannot be read
 */
public record Known<T>(Map<String, T> byId, Set<String> unreadable) {

    public Known {
        byId = Map.copyOf(byId);
        unreadable = Set.copyOf(unreadable);
    }
}
