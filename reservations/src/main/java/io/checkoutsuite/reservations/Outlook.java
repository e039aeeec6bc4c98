package io.checkoutsuite.reservations;

import java.util.List;

/** What a keep or a give-back would do as things are now, found out by reading alone. */
public sealed interface Outlook {

    /** Everything is as it would leave it. */
    record Nothing() implements Outlook {}

    /** The request is kept, but so many counters have yet to count it so. */
    record Settles(int counters) implements Outlook {}

    /** What so many counters hold would be kept. */
    record Keeps(int counters) implements Outlook {}

    /** So many counters would be taken from anew; those that have too little now would be recorded as short. */
    record TakesAnew(int counters, List<Shortage> shortages) implements Outlook {

        public TakesAnew {
            shortages = List.copyOf(shortages);
        }
    }

    /** What so many counters hold would be given back. */
    record Releases(int counters) implements Outlook {}

    /** It would be refused: the opposite has happened for good. */
    record Barred() implements Outlook {}
}
