package io.checkoutsuite.reservations.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The recorded changes by owners. A change is made by one write on its counter, which stores it as pending until it is recorded here. If a
 * process crashes in between, the counter still has the pending change. Each method is one command.
 */
public interface ChangeLog {

    Optional<CounterChange> find(String id);

    /** Returns the changes of the counter that precede the cursor, newest first. */
    List<CounterChange> of(String counter, @Nullable LedgerCursor before, int limit);

    /** Returns pending changes: made in their counters, but not known to be recorded. */
    List<CounterChange> pending(int most);

    /** Records the changes, unless they are recorded already. */
    void insert(Collection<CounterChange> changes);

    /** Removes recorded changes from their counters, where they are pending. */
    void forget(Collection<CounterChange> changes);
}
