package io.checkoutsuite.test.servers;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails the test during which a query without an index was found; JUnit discovers this extension automatically. */
public final class IndexedQueriesExtension implements AfterEachCallback, AfterAllCallback {

    @Override
    public void afterEach(ExtensionContext test) {
        IndexedQueries.SHARED.verify();
    }

    /** Checks the queries that sweepers issued since the last test ended. */
    @Override
    public void afterAll(ExtensionContext tests) {
        IndexedQueries.SHARED.verify();
    }
}
