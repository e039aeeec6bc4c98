package io.checkoutsuite.reservations;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** So many pieces of one counter, as one checkout wants them. */
public record Line(String counter, long quantity) {

    /** Refuses a quantity below one piece (IN-04). */
    public Line {
        if (quantity < 1) {
            throw new IllegalArgumentException("At least one piece of " + counter + ", not " + quantity);
        }
    }

    /** Several lines of one counter are one need, and every request names its counters in the same order. */
    static List<Line> summed(RequestKey key, List<Line> lines) {
        Map<String, Long> sums = new TreeMap<>();
        for (Line line : lines) {
            if (!line.counter.startsWith(key.tenant() + "/")) {
                throw new IllegalArgumentException(
                        "Counter " + line.counter + " does not belong to tenant " + key.tenant());
            }
            sums.merge(line.counter, line.quantity, Math::addExact);
        }
        return sums.entrySet().stream()
                .map(sum -> new Line(sum.getKey(), sum.getValue()))
                .toList();
    }
}
