package io.checkoutsuite.stack.cli;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.checks.CartFacts;
import io.checkoutsuite.stack.checks.GuaranteeChecks;
import io.checkoutsuite.stack.checks.StockBooks;
import io.checkoutsuite.stack.checks.Verdict;
import io.checkoutsuite.stack.client.SuiteClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;

/** Checks the guarantees and prints the results. */
@RequiredArgsConstructor
final class Judgement {

    private static final int OFFENDERS_SHOWN = 5;

    private final SuiteClient client;
    private final Console console;

    /** Returns whether all guarantees hold. */
    boolean of(Collection<CartFacts> carts, JsonNode stockBefore) {
        console.progress("reading stock, offers and codes");
        List<JsonNode> usage = new ArrayList<>(limited("/offers", "offerId"));
        usage.addAll(limited("/codes", "code"));
        List<Verdict> verdicts = new GuaranteeChecks(carts).all(stockBefore, StockBooks.now(client), usage);
        verdicts.forEach(this::print);
        return verdicts.stream().allMatch(Verdict::kept);
    }

    /** Only the representation of a single offer or code shows how many of its uses are left. */
    private List<JsonNode> limited(String list, String id) {
        return client.all(Service.OFFER, list, client.operator()).stream()
                .filter(document -> document.hasNonNull("maxUses"))
                .map(document ->
                        list + "/" + SuiteClient.encoded(document.path(id).asString("")))
                .map(path -> client.get(Service.OFFER, path, client.operator()).body())
                .toList();
    }

    private void print(Verdict verdict) {
        String mark = verdict.kept() ? console.good("✔") : console.bad("✘");
        console.line("%s %s  %-40s %s"
                .formatted(mark, verdict.guarantee(), verdict.promise(), console.quiet(verdict.checked())));
        verdict.offenders().stream()
                .limit(OFFENDERS_SHOWN)
                .forEach(offender -> console.line("      " + console.bad(offender)));
        int more = verdict.offenders().size() - OFFENDERS_SHOWN;
        if (more > 0) {
            console.line("      … and " + more + " more");
        }
    }
}
