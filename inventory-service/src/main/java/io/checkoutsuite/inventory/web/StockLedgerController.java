package io.checkoutsuite.inventory.web;

import io.checkoutsuite.inventory.ledger.StockLedger;
import io.checkoutsuite.inventory.ledger.StockLedgerEntry;
import io.checkoutsuite.inventory.stock.Stock;
import io.checkoutsuite.inventory.stock.StockKey;
import io.checkoutsuite.inventory.stock.StockLevel;
import io.checkoutsuite.reservations.ledger.Mismatch;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.Page;
import io.checkoutsuite.web.http.QueryParameters;
import io.checkoutsuite.web.limits.ValidSku;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.ValidationErrors;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the history of a stock figure and checks whether the figure is correct. */
@RestController
@RequiredArgsConstructor
class StockLedgerController {

    private final Stock stock;
    private final StockLedger ledger;

    record StockRecomputationRequest(
            @NotEmpty @Size(max = 1000) List<@NotBlank @ValidSku String> skus,
            @Nullable String location,
            @Nullable Boolean dryRun) {}

    record StockRecomputationResponse(boolean dryRun, List<StockMismatchResponse> items) {}

    record StockMismatchResponse(String sku, String field, long stored, long computed, boolean repaired) {

        static StockMismatchResponse of(Mismatch mismatch) {
            return new StockMismatchResponse(
                    StockKey.parse(mismatch.counter()).sku(),
                    switch (mismatch.figure()) {
                        case SOFT -> "softReserved";
                        case HARD -> "hardReserved";
                        case AVAILABLE -> "available";
                    },
                    mismatch.stored(),
                    mismatch.computed(),
                    mismatch.repaired());
        }
    }

    @Operation(summary = "Lists the movements behind the stock figures of a SKU")
    @GetMapping("/stock/{sku}/ledger")
    Page<StockLedgerEntry> readLedger(
            Caller caller,
            @PathVariable String sku,
            @RequestParam(defaultValue = StockKey.DEFAULT_LOCATION) String location,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam Map<String, String> parameters) {
        QueryParameters.requireKnown(parameters.keySet(), Set.of("location"));
        StockKey key = StockKeys.key(caller, location, sku);
        if (stock.find(key).isEmpty()) {
            throw ProblemException.notFound("stock");
        }
        int size = Page.limit(limit);
        return Page.of(
                        ledger.of(key, after == null ? null : LedgerCursorCodec.decode(after), size + 1),
                        size,
                        entry -> LedgerCursorCodec.encode(entry.cursor()))
                .map(StockLedger.EntryWithCursor::entry);
    }

    /** Reads every committed request of these SKUs. Operators should call it for a reason, not on a schedule. */
    @Operation(summary = "Computes stock figures from their ledger, and corrects mismatches on request")
    @PostMapping("/stock/recomputations")
    StockRecomputationResponse recomputeStock(Caller caller, @Valid @RequestBody StockRecomputationRequest request) {
        boolean isDryRun = request.dryRun() == null || request.dryRun();
        String location = request.location() == null ? StockKey.DEFAULT_LOCATION : request.location();
        List<StockKey> keys = request.skus().stream()
                .map(sku -> StockKeys.key(caller, location, sku))
                .toList();
        requireKnown(keys);
        return new StockRecomputationResponse(
                isDryRun,
                ledger.recompute(keys, !isDryRun).stream()
                        .map(StockMismatchResponse::of)
                        .toList());
    }

    /** Refuses unknown SKUs. Otherwise, the figures of a misspelt SKU would look correct. */
    private void requireKnown(List<StockKey> keys) {
        Set<StockKey> known = stock.findAll(keys).stream().map(StockLevel::key).collect(Collectors.toSet());
        ValidationErrors errors = new ValidationErrors();
        for (int i = 0; i < keys.size(); i++) {
            if (!known.contains(keys.get(i))) {
                errors.add("/skus/" + i, "unknown", "There is no stock record for this SKU");
            }
        }
        errors.throwIfAny();
    }
}
