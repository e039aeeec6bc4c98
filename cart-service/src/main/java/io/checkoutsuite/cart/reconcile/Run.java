package io.checkoutsuite.cart.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** What a comparison has come to so far, bounded in memory whatever is found. */
@RequiredArgsConstructor
final class Run {

    private final @Nullable Instant from;
    private final @Nullable Instant to;
    private final Set<FindingType> types;
    private final int mostFindings;

    private final List<Amiss> listed = new ArrayList<>();
    private final Map<FindingType, Long> counts = new EnumMap<>(FindingType.class);
    private long checked;

    boolean isAbout(Instant moment) {
        return (from == null || !moment.isBefore(from)) && (to == null || !moment.isAfter(to));
    }

    void hasChecked() {
        checked++;
    }

    void found(Amiss amiss) {
        FindingType type = amiss.finding().type();
        if (types.isEmpty() || types.contains(type)) {
            counts.merge(type, 1L, Long::sum);
            if (listed.size() < mostFindings) {
                listed.add(amiss);
            }
        }
    }

    List<Amiss> listed() {
        return listed;
    }

    long checked() {
        return checked;
    }

    long all() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    Map<FindingType, Long> counts() {
        return counts;
    }
}
