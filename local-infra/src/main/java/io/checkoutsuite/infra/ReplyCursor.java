package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.backend.AbstractCursor;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

/** What is left of a result, in replies that are no larger than MongoDB's: clients do not read larger ones. */
final class ReplyCursor extends AbstractCursor {
    /** Bound while a client's own question is answered, and not while the server looks for what it changes. */
    static final ScopedValue<Boolean> REPLY = ScopedValue.newInstance();

    private List<Document> left;

    ReplyCursor(long id, List<Document> left) {
        super(id);
        this.left = left;
    }

    /** How many of these documents, from the first on, one reply may carry; at least one. */
    static int fitting(List<Document> documents) {
        if (documents.size() <= 1) {
            return documents.size();
        }
        long bytes = 0;
        int count = 0;
        while (count < documents.size()) {
            bytes += BsonLimits.size(documents.get(count));
            if (bytes > BsonLimits.LARGEST_DOCUMENT && count > 0) {
                return count;
            }
            count++;
        }
        return count;
    }

    @Override
    public boolean isEmpty() {
        return left.isEmpty();
    }

    @Override
    public synchronized List<Document> takeDocuments(int wanted) {
        List<Document> asked = wanted > 0 && wanted < left.size() ? left.subList(0, wanted) : left;
        List<Document> taken = List.copyOf(asked.subList(0, fitting(asked)));
        left = left.subList(taken.size(), left.size());
        return taken;
    }
}
