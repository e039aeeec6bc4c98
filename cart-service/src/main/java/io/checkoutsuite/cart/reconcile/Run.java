package io.checkoutsuite.cart.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
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
    private final Set<String> unreadable = new HashSet<>();
    private long checked;
    private @Nullable Instant unsettledSince;

    boolean isAbout(Instant moment) {
        return (from == null || !moment.isBefore(from)) && (to == null || !moment.isAfter(to));
    }

    void hasChecked() {
        checked++;
    }

    /** Something of then is not settled, so the next run has to look at it again. */
    void isUnsettled(Instant since) {
        if (unsettledSince == null || since.isBefore(unsettledSince)) {
            unsettledSince = since;
        }
    }

    /** Since when something is not settled; null if all is. */
    @Nullable
    Instant unsettledSince() {
        return unsettledSince;
    }

    /** Counted once, however often the cart comes up. */
    void foundUnreadable(Amiss amiss) {
        if (unreadable.add(amiss.finding().cartId())) {
            found(amiss);
        }
    }

    List<String> unreadable() {
        return unreadable.stream().sorted().limit(mostFindings).toList();
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
