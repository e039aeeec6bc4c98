package io.checkoutsuite.benchmarks.check;

import io.checkoutsuite.benchmarks.load.Submission;
import io.checkoutsuite.stack.checks.CartFacts;
import io.checkoutsuite.stack.checks.FactCollector;
import io.checkoutsuite.stack.checks.GuaranteeChecks;
import io.checkoutsuite.stack.checks.GuaranteeResult;
import io.checkoutsuite.stack.checks.LimitedOffers;
import io.checkoutsuite.stack.checks.StockFigures;
import io.checkoutsuite.stack.client.SuiteClient;
import java.util.Collection;
import java.util.List;
import java.util.function.IntConsumer;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;

/** Checks the guarantees for all carts that were submitted to a suite whose only user is this run. */
@RequiredArgsConstructor
public final class RunChecks {

    private final SuiteClient client;

    /**
     * @param stockBefore the committed stock by SKU before the first submit
     * @param progress receives the number of carts that were read so far
     */
    public List<GuaranteeResult> of(Collection<Submission> submissions, JsonNode stockBefore, IntConsumer progress) {
        List<CartFacts> facts = FactCollector.waiting(client)
                .collect(submissions.stream().map(Submission::cart).toList(), progress);
        return new GuaranteeChecks(facts).all(stockBefore, StockFigures.now(client), LimitedOffers.now(client));
    }
}
