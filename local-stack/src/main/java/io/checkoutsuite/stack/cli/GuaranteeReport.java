package io.checkoutsuite.stack.cli;

import io.checkoutsuite.stack.checks.CartFacts;
import io.checkoutsuite.stack.checks.GuaranteeChecks;
import io.checkoutsuite.stack.checks.GuaranteeResult;
import io.checkoutsuite.stack.checks.LimitedOffers;
import io.checkoutsuite.stack.checks.StockFigures;
import io.checkoutsuite.stack.client.SuiteClient;
import java.util.Collection;
import java.util.List;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;

/** Checks the guarantees and prints the results. */
@RequiredArgsConstructor
final class GuaranteeReport {

    private static final int MAX_VIOLATIONS_SHOWN = 5;

    private final SuiteClient client;
    private final Console console;

    /** Returns whether all guarantees hold. */
    boolean check(Collection<CartFacts> carts, JsonNode stockBefore) {
        console.progress("reading stock, offers and codes");
        List<GuaranteeResult> results =
                new GuaranteeChecks(carts).all(stockBefore, StockFigures.now(client), LimitedOffers.now(client));
        results.forEach(this::print);
        return results.stream().allMatch(GuaranteeResult::passed);
    }

    private void print(GuaranteeResult result) {
        String mark = result.passed() ? console.good("✔") : console.bad("✘");
        console.line("%s %s  %-40s %s"
                .formatted(mark, result.guarantee(), result.promise(), console.quiet(result.checked())));
        result.violations().stream()
                .limit(MAX_VIOLATIONS_SHOWN)
                .forEach(violation -> console.line("      " + console.bad(violation)));
        int more = result.violations().size() - MAX_VIOLATIONS_SHOWN;
        if (more > 0) {
            console.line("      … and " + more + " more");
        }
    }
}
