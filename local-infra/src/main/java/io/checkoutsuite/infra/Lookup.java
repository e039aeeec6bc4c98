package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.Optional;

/** An index that finds documents by the keys a filter pins, whatever else the filter asks. */
interface Lookup {
    /** The {@code _id}s of all documents that can match, or empty if this index cannot tell. */
    Optional<Collection<Object>> lookUp(PinnedKeys filter);

    /** As MongoDB has it: an index made again under its name must be the same one. */
    static boolean sameFields(Index<?> one, Index<?> other) {
        return one.isUnique() == other.isUnique()
                && one.getKeys().toString().equals(other.getKeys().toString());
    }

    static Collection<Object> positions(Lookup index, Document filter) {
        return index.lookUp(PinnedKeys.of(filter)).orElseThrow();
    }
}
