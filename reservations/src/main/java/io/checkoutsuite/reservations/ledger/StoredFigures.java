package io.checkoutsuite.reservations.ledger;

import java.util.Collection;
import java.util.List;

/** The figures of counters, as stored. Each method is one command. */
public interface StoredFigures {

    /** Returns the existing ones. */
    List<CounterFigures> read(Collection<String> counters);

    /** Stores the computed figures. Returns false if the counter has changed since it was read. */
    boolean repair(CounterFigures read, CounterFigures computed);
}
