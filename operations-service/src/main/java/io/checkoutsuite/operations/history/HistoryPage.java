package io.checkoutsuite.operations.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the checkout history. A page may be empty although more pages follow.
 *
 * @param next the cursor of the next page; null on the last page
 */
public record HistoryPage<T>(List<T> items, @Nullable String next) {

    public HistoryPage {
        items = List.copyOf(items);
    }
}
