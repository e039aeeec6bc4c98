package io.checkoutsuite.cart.history;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The carts of the store with their attempts. */
public interface CheckoutHistory {

    /** The ids of the first carts behind the cursor that have what the filter selects, in their order. A cart that is read in part comes again. */
    List<String> cartIds(String tenant, HistoryFilter filter, HistoryCursor after, int limit);

    /** These carts in the order of their ids, read one by one; those that do not exist are left out. The stream must be closed. */
    Stream<StoredCart> carts(String tenant, Collection<String> cartIds);

    /** Which of these carts have a document, readable or not, as a majority of the database members has it. */
    Set<String> existing(String tenant, Collection<String> cartIds);
}
