package io.checkoutsuite.reservations.request;

import io.checkoutsuite.reservations.counter.Shortage;
import java.util.List;

/** What a commit or release would do in the current state; determined by reading only. */
public sealed interface ChangePreview {

    /** It would change nothing. */
    record Nothing() implements ChangePreview {}

    /** The request is committed, but this number of counters still has its holds to settle. */
    record Settles(int counters) implements ChangePreview {}

    /** The holds in this number of counters would be committed. */
    record Commits(int counters) implements ChangePreview {}

    /** This number of lines would be reserved again; counters with too little available would be recorded as shortages. */
    record Reacquires(int counters, List<Shortage> shortages) implements ChangePreview {

        public Reacquires {
            shortages = List.copyOf(shortages);
        }
    }

    /** The holds in this number of counters would be released. */
    record Releases(int counters) implements ChangePreview {}

    /** It would be refused: the opposite call has already won. */
    record Conflicts() implements ChangePreview {}
}
