package io.checkoutsuite.inventory.ledger;

import io.checkoutsuite.inventory.stock.StockKey;
import io.checkoutsuite.reservations.ledger.AdjustResult;
import io.checkoutsuite.reservations.ledger.ChangeBatch;
import io.checkoutsuite.reservations.ledger.Ledger;
import io.checkoutsuite.reservations.ledger.LedgerCursor;
import io.checkoutsuite.reservations.ledger.Mismatch;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The record of every change of a stock figure. Figures can be recomputed from it. */
@Component
@RequiredArgsConstructor
public class StockLedger {

    static final String BY = "by";
    static final String REASON = "reason";

    private final Ledger ledger;

    /** An entry and the cursor that continues after it. */
    public record EntryWithCursor(StockLedgerEntry entry, LedgerCursor cursor) {}

    /** The entries of one SKU, newest first, older than the given cursor. */
    public List<EntryWithCursor> of(StockKey key, @Nullable LedgerCursor before, int limit) {
        return ledger.of(key.id(), before, limit).stream()
                .map(recorded ->
                        new EntryWithCursor(StockLedgerEntry.of(recorded, key.id()), LedgerCursor.of(recorded)))
                .toList();
    }

    /**
     * Raises or lowers the quantity on hand, once per batch. Reserved and committed quantities do not change.
     *
     * @param delta in pieces
     */
    public AdjustResult adjust(StockKey key, long delta, String batch, String by, String reason) {
        return ledger.adjust(key.id(), delta, new ChangeBatch(batch, Map.of(BY, by, REASON, reason)));
    }

    /**
     * Recomputes the reserved and committed quantities from the requests of all checkouts and returns the figures that differ.
     *
     * @param repair whether to correct the figures; a figure that keeps changing concurrently is left as it is
     */
    public List<Mismatch> recompute(List<StockKey> keys, boolean repair) {
        return ledger.recompute(keys.stream().map(StockKey::id).toList(), repair);
    }
}
