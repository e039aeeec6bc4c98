package io.checkoutsuite.mongo;

import java.util.Map;
import java.util.Set;

/**
 * The result of looking up documents by their ids; an id that is in neither collection does not exist.
 *
 * @param byId the documents that can be read
 * @param unreadable ids of documents that exist but cannot be read
 */
public record LookupResult<T>(Map<String, T> byId, Set<String> unreadable) {

    public LookupResult {
        byId = Map.copyOf(byId);
        unreadable = Set.copyOf(unreadable);
    }
}
