package io.checkoutsuite.reservations.request;

import io.checkoutsuite.mongo.TenantKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The quantity of one counter that a checkout needs. */
public record Line(String counter, long quantity) {

    /** Rejects a quantity below one. */
    public Line {
        if (quantity < 1) {
            throw new IllegalArgumentException("The quantity of " + counter + " must be positive: " + quantity);
        }
    }

    /** Adds up the lines of each counter, and sorts them so that every request has its counters in the same order. */
    static List<Line> summed(RequestKey key, List<Line> lines) {
        Map<String, Long> sums = new TreeMap<>();
        for (Line line : lines) {
            if (!TenantKey.parse(line.counter).tenant().equals(key.tenant())) {
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
