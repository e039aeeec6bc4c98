package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.OPERATIONS;

import io.checkoutsuite.test.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Verifies after the tests of a class that reconciliation finds no discrepancies since they started. */
final class LeavesNoDiscrepancies implements BeforeAllCallback, AfterAllCallback {

    /** The last of a thousand refusals are applied long after their buyers got the response. */
    private static final Duration CATCH_UP_TIMEOUT = Duration.ofMinutes(3);

    private Instant begun = Instant.MAX;

    @Override
    public void beforeAll(ExtensionContext tests) {
        begun = Instant.now();
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        Map<String, String> since = Map.of("from", begun.toString());
        Eventually.get(
                "reconciliation finds no discrepancies",
                CATCH_UP_TIMEOUT,
                () -> Api.post(OPERATIONS, "/ops/reconciliations")
                        .byOperator()
                        .json(since)
                        .send()
                        .is(200),
                reconciliation -> reconciliation.number("/checked") > 0 && reconciliation.number("/found") == 0);
    }
}
