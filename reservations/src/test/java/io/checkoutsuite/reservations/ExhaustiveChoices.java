package io.checkoutsuite.reservations;

import java.util.ArrayList;
import java.util.List;

/** Goes through every sequence of choices, depth first. */
final class ExhaustiveChoices {
    private final List<int[]> path = new ArrayList<>();
    private int depth;

    int choose(int possibilities) {
        if (depth == path.size()) {
            path.add(new int[] {0, possibilities});
        }
        return path.get(depth++)[0];
    }

    /** Moves to the next sequence; returns false if there is none. */
    boolean next() {
        while (!path.isEmpty()) {
            int[] last = path.getLast();
            if (++last[0] < last[1]) {
                depth = 0;
                return true;
            }
            path.removeLast();
        }
        return false;
    }
}
