package io.checkoutsuite.inventory.web;

import io.checkoutsuite.inventory.ledger.StockLedger;
import io.checkoutsuite.inventory.reservation.SkuShortage;
import io.checkoutsuite.inventory.stock.StockKey;
import io.checkoutsuite.reservations.ledger.AdjustResult;
import io.checkoutsuite.reservations.ledger.CounterChange;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.apidocs.DocumentedProblems;
import io.checkoutsuite.web.apidocs.DocumentedResponse;
import io.checkoutsuite.web.http.IdempotencyKey;
import io.checkoutsuite.web.problem.CheckedRequest;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.ValidationErrors;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Corrects the quantity on hand, for example for broken, stolen or found pieces. */
@RestController
@RequiredArgsConstructor
class AdjustmentController {

    private static final long MOST = 1_000_000_000_000L;
    private static final int BATCH_DIGITS = 32;

    private final StockLedger ledger;

    record StockAdjustmentRequest(
            @NotNull @Min(-MOST) @Max(MOST) Long delta,
            @NotBlank @Size(max = 200) String reason) implements CheckedRequest {

        @Override
        public void check(ValidationErrors errors) {
            if (delta != null && delta == 0) {
                errors.add("/delta", "not-allowed", "An adjustment must not be zero");
            }
        }
    }

    record StockAdjustmentResponse(
            String batchId, String sku, String location, long delta, String reason, long onHand, Instant at) {

        static StockAdjustmentResponse of(CounterChange change, String reason) {
            StockKey key = StockKey.parse(change.counter());
            return new StockAdjustmentResponse(
                    change.batch(), key.sku(), key.location(), change.delta(), reason, change.total(), change.at());
        }
    }

    @Operation(summary = "Corrects the quantity on hand of a SKU")
    @PostMapping("/stock/{sku}/adjustments")
    @DocumentedResponse(status = HttpStatus.CREATED)
    @DocumentedProblems("out-of-stock")
    ResponseEntity<StockAdjustmentResponse> adjustStock(
            Caller caller,
            @PathVariable String sku,
            @RequestParam(defaultValue = StockKey.DEFAULT_LOCATION) String location,
            @Valid @RequestBody StockAdjustmentRequest request,
            IdempotencyKey key) {
        StockKey stock = StockKeys.key(caller, location, sku);
        String by = String.valueOf(caller.subject());
        return switch (ledger.adjust(stock, request.delta(), batch(caller, stock, key), by, request.reason())) {
            case AdjustResult.Adjusted(var change, boolean again) -> {
                ResponseEntity.BodyBuilder response = ResponseEntity.status(HttpStatus.CREATED);
                yield (again ? response.header(IdempotencyKey.REPLAYED, "true") : response)
                        .body(StockAdjustmentResponse.of(change, request.reason()));
            }
            case AdjustResult.BatchReused other -> throw IdempotencyKey.reused();
            case AdjustResult.Insufficient(long available) ->
                throw new ProblemException(
                                InventoryProblems.OUT_OF_STOCK,
                                "Only " + available + " pieces are neither reserved nor sold nor safety stock")
                        .with("shortages", List.of(new SkuShortage(sku, -request.delta(), available)));
            case AdjustResult.UnknownCounter() -> throw ProblemException.notFound("stock");
        };
    }

    /** The batch id under which the ledger records the adjustment: the same for every repetition of the request. */
    private static String batch(Caller caller, StockKey stock, IdempotencyKey key) {
        return "adjustment-" + key.scopedTo(caller, stock.id()).substring(0, BATCH_DIGITS);
    }
}
