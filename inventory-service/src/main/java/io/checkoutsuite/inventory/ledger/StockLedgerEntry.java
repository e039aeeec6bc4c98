package io.checkoutsuite.inventory.ledger;

import io.checkoutsuite.reservations.ledger.CounterChange;
import io.checkoutsuite.reservations.ledger.LedgerRecord;
import io.checkoutsuite.reservations.request.ReservationRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One change of the stock of one SKU. */
public sealed interface StockLedgerEntry {

    /** When it began. */
    Instant at();

    List<StockMovement> movements();

    /**
     * A checkout with all its movements.
     *
     * @param requestId the checkout attempt
     */
    record CheckoutEntry(
            Instant at, String requestId, @Nullable String cartId, List<StockMovement> movements)
            implements StockLedgerEntry {}

    /**
     * A count or adjustment by an operator.
     *
     * @param batchId the import or adjustment
     * @param reason the reason that the operator gave; null for a count
     * @param onHand the quantity on hand after the change
     */
    record OperatorEntry(
            Instant at,
            String batchId,
            @Nullable String by,
            @Nullable String reason,
            long onHand,
            List<StockMovement> movements)
            implements StockLedgerEntry {}

    static StockLedgerEntry of(LedgerRecord recorded, String counter) {
        return switch (recorded) {
            case CounterChange change ->
                new OperatorEntry(
                        change.at(),
                        change.batch(),
                        change.attributes().get(StockLedger.BY),
                        change.attributes().get(StockLedger.REASON),
                        change.total(),
                        List.of(new StockMovement(change.at(), kind(change), change.delta())));
            case LedgerRecord.Requested(ReservationRequest request) ->
                new CheckoutEntry(
                        request.createdAt(),
                        request.key().requestId(),
                        request.attributes().get("cartId"),
                        ReservationMovements.of(request, counter));
        };
    }

    private static StockMovement.Kind kind(CounterChange change) {
        return switch (change.kind()) {
            case COUNTED -> StockMovement.Kind.COUNTED;
            case ADJUSTED -> StockMovement.Kind.ADJUSTED;
        };
    }
}
