package io.checkoutsuite.cart.history;

import io.checkoutsuite.messaging.OutboxEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the checkout history. It may be empty without being the last.
 *
 * @param asOf the database's time before the page was read; what was decided before then is not missing
 * @param unknown the ids that were asked for, belong on this page, and name nothing
 * @param next where the next page begins; null on the last page
 */
public record HistoryPage(
        Instant asOf,
        List<CartHistory> items,
        List<UnknownId> unknown,
        @Nullable HistoryCursor next) {

    public HistoryPage {
        items = List.copyOf(items);
        unknown = List.copyOf(unknown);
    }

    /**
     * An id that names no cart or attempt.
     *
     * @param cartExists whether there is a cart that could have had such an attempt
     * @param rollback the event that releases what is held for an attempt without a cart; null if there is a cart or no events were asked for
     */
    public record UnknownId(
            String id, boolean cartExists, @Nullable OutboxEntry rollback) {}
}
