package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.Optional;

/** An index that finds documents by the bounds a filter sets on its fields; other conditions of the filter are ignored. */
interface KeyLookup {
    /**
     * Returns the {@code _id}s of all documents that can match.
     *
     * @return empty if this index does not support the filter, or if there are more than {@code max} such documents
     */
    Optional<Collection<Object>> lookUp(IndexBounds filter, int max);

    /** As in MongoDB, an index that is created again under the same name must have the same definition. */
    static boolean sameFields(Index<?> one, Index<?> other) {
        return one.isUnique() == other.isUnique()
                && one.getKeys().toString().equals(other.getKeys().toString());
    }

    static boolean supports(KeyLookup index, Document filter) {
        return index.lookUp(IndexBounds.of(filter), Integer.MAX_VALUE).isPresent();
    }

    static Collection<Object> positions(KeyLookup index, Document filter) {
        return index.lookUp(IndexBounds.of(filter), Integer.MAX_VALUE).orElseThrow();
    }
}
