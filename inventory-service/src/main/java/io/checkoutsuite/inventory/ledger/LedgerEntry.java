package io.checkoutsuite.inventory.ledger;

import io.checkoutsuite.reservations.CounterChange;
import io.checkoutsuite.reservations.LedgerRecord;
import io.checkoutsuite.reservations.ReservationRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change of the stock of one SKU: a checkout with all its movements, or a count or adjustment by an operator.
 *
 * @param at when it began
 * @param requestId the checkout attempt; null for a change by an operator
 * @param batchId the import or adjustment; null for a checkout
 * @param by the operator; null for a checkout
 * @param reason the reason that the operator gave; null for a checkout
 * @param onHand the quantity on hand after the change; null for a checkout, which does not change it
 */
public record LedgerEntry(
        Instant at,
        @Nullable String requestId,
        @Nullable String cartId,
        @Nullable String batchId,
        @Nullable String by,
        @Nullable String reason,
        @Nullable Long onHand,
        List<StockMovement> movements) {

    static final String BY = "by";
    static final String REASON = "reason";

    static LedgerEntry of(LedgerRecord recorded, String counter) {
        return switch (recorded) {
            case CounterChange change -> of(change);
            case ReservationRequest request ->
                new LedgerEntry(
                        request.at(),
                        request.key().requestId(),
                        request.attributes().get("cartId"),
                        null,
                        null,
                        null,
                        null,
                        ReservationMovements.of(request, counter));
        };
    }

    private static LedgerEntry of(CounterChange change) {
        StockMovement.Kind kind =
                switch (change.kind()) {
                    case COUNTED -> StockMovement.Kind.COUNTED;
                    case ADJUSTED -> StockMovement.Kind.ADJUSTED;
                };
        return new LedgerEntry(
                change.at(),
                null,
                null,
                change.batch(),
                change.attributes().get(BY),
                change.attributes().get(REASON),
                change.total(),
                List.of(new StockMovement(change.at(), kind, change.delta())));
    }
}
