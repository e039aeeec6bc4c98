package io.checkoutsuite.inventory.ledger;

import io.checkoutsuite.inventory.stock.StockKey;
import io.checkoutsuite.reservations.Adjusted;
import io.checkoutsuite.reservations.Difference;
import io.checkoutsuite.reservations.Ledger;
import io.checkoutsuite.reservations.OwnerWord;
import io.checkoutsuite.reservations.Place;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Every change of a stock figure is on record, and a figure can be worked out anew from it (I6). */
@Component
@RequiredArgsConstructor
public class StockLedger {

    private final Ledger ledger;

    /** An entry and the place to go on from behind it. */
    public record Placed(LedgerEntry entry, Place place) {}

    /** What moved the stock, the newest first, from before the given place. */
    public List<Placed> of(StockKey key, @Nullable Place before, int limit) {
        return ledger.of(key.id(), before, limit).stream()
                .map(recorded -> new Placed(LedgerEntry.of(recorded, key.id()), Place.of(recorded)))
                .toList();
    }

    /**
     * Raises or lowers what is on hand, once per batch; what is promised to buyers stays promised.
     *
     * @param delta in pieces
     */
    public Adjusted adjust(StockKey key, long delta, String batch, String by, String reason) {
        return ledger.adjust(
                key.id(), delta, new OwnerWord(batch, Map.of(LedgerEntry.BY, by, LedgerEntry.REASON, reason)));
    }

    /**
     * Works out anew what is held and sold, from the requests of all checkouts, and says where the figures differ.
     *
     * @param repair whether to put it right; a figure that keeps moving meanwhile stays as it is
     */
    public List<Difference> recompute(List<StockKey> keys, boolean repair) {
        return ledger.recount(keys.stream().map(StockKey::id).toList(), repair);
    }
}
