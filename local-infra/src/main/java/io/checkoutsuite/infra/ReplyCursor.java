package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.backend.AbstractCursor;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

/** Returns the remainder of a result in replies within MongoDB's size limit; clients do not read larger ones. */
final class ReplyCursor extends AbstractCursor {
    /** Bound while a client's query is executed, but not while the server looks up documents to update. */
    static final ScopedValue<Boolean> REPLY = ScopedValue.newInstance();

    private List<Document> remaining;

    ReplyCursor(long id, List<Document> remaining) {
        super(id);
        this.remaining = remaining;
    }

    /** The number of leading documents that fit into one reply; at least one. */
    static int fitting(List<Document> documents) {
        if (documents.size() <= 1) {
            return documents.size();
        }
        long bytes = 0;
        int count = 0;
        while (count < documents.size()) {
            bytes += BsonLimits.size(documents.get(count));
            if (bytes > BsonLimits.MAX_DOCUMENT_BYTES && count > 0) {
                return count;
            }
            count++;
        }
        return count;
    }

    @Override
    public boolean isEmpty() {
        return remaining.isEmpty();
    }

    @Override
    public synchronized List<Document> takeDocuments(int limit) {
        List<Document> requested = limit > 0 && limit < remaining.size() ? remaining.subList(0, limit) : remaining;
        List<Document> batch = List.copyOf(requested.subList(0, fitting(requested)));
        remaining = remaining.subList(batch.size(), remaining.size());
        return batch;
    }
}
