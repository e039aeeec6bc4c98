package io.checkoutsuite.mongo;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.BulkOperationException;
import org.springframework.data.mongodb.core.BulkOperations;

/** Runs conditional writes that may lose a race against other writers. */
public final class GuardedBulk {

    private static final int DUPLICATE_KEY = 11_000;

    private GuardedBulk() {}

    /** Returns false if another writer won the race for any of these inserts and updates; the others are done. */
    public static boolean wonAll(BulkOperations bulk, int writes) {
        try {
            var result = bulk.execute();
            return result.getInsertedCount() + result.getMatchedCount() == writes;
        } catch (DuplicateKeyException lost) {
            return false;
        } catch (BulkOperationException failed) {
            if (failed.getErrors().stream().allMatch(error -> error.getCode() == DUPLICATE_KEY)) {
                return false;
            }
            throw failed;
        }
    }
}
