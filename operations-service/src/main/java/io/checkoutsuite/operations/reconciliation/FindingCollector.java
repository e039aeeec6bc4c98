package io.checkoutsuite.operations.reconciliation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Collects the findings of a run in bounded memory, however many there are. */
@RequiredArgsConstructor
final class FindingCollector {

    private final @Nullable Instant from;
    private final @Nullable Instant to;
    private final Set<FindingType> types;
    private final int maxFindings;

    private final List<Discrepancy> listed = new ArrayList<>();
    private final Map<FindingType, Long> counts = new EnumMap<>(FindingType.class);
    private final Set<String> unreadable = new HashSet<>();
    private long checked;
    private @Nullable Instant unsettledSince;

    boolean covers(Instant moment) {
        return (from == null || !moment.isBefore(from)) && (to == null || !moment.isAfter(to));
    }

    void countChecked() {
        checked++;
    }

    /** Records that something of this time is unsettled, so the next run has to check it again. */
    void markUnsettled(Instant since) {
        if (unsettledSince == null || since.isBefore(unsettledSince)) {
            unsettledSince = since;
        }
    }

    /** The earliest time of something unsettled; null if everything is settled. */
    @Nullable
    Instant unsettledSince() {
        return unsettledSince;
    }

    /** Counts an unreadable cart once, however often it is reported. */
    void addUnreadable(Discrepancy discrepancy) {
        if (unreadable.add(discrepancy.finding().cartId())) {
            add(discrepancy);
        }
    }

    List<String> unreadable() {
        return unreadable.stream().sorted().limit(maxFindings).toList();
    }

    void add(Discrepancy discrepancy) {
        FindingType type = discrepancy.finding().type();
        if (types.isEmpty() || types.contains(type)) {
            counts.merge(type, 1L, Long::sum);
            if (listed.size() < maxFindings) {
                listed.add(discrepancy);
            }
        }
    }

    List<Discrepancy> listed() {
        return listed;
    }

    long checked() {
        return checked;
    }

    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    Map<FindingType, Long> counts() {
        return counts;
    }
}
