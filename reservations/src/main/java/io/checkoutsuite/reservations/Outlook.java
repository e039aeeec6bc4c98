package io.checkoutsuite.reservations;

import java.util.List;

/** What a commit or release would do in the current state; determined by reading only. */
public sealed interface Outlook {

    /** It would change nothing. */
    record Nothing() implements Outlook {}

    /** The request is committed, but this number of counters still has its holds to settle. */
    record Settles(int counters) implements Outlook {}

    /** The holds in this number of counters would be committed. */
    record Keeps(int counters) implements Outlook {}

    /** This number of lines would be reserved again; counters with too little available would be recorded as shortages. */
    record TakesAnew(int counters, List<Shortage> shortages) implements Outlook {

        public TakesAnew {
            shortages = List.copyOf(shortages);
        }
    }

    /** The holds in this number of counters would be released. */
    record Releases(int counters) implements Outlook {}

    /** It would be refused: the opposite call has already won. */
    record Barred() implements Outlook {}
}
