package io.checkoutsuite.operations.history;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the checkout history. A page may be empty although more pages follow.
 *
 * @param asOf the cart service's time when it was read
 * @param next the cursor of the next page; null on the last page
 */
public record HistoryPage<T>(
        Instant asOf, List<T> items, @Nullable String next) {

    public HistoryPage {
        items = List.copyOf(items);
    }
}
