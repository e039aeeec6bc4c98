package io.checkoutsuite.cart.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One replay: what an operator requested, its progress, and its audit log.
 *
 * @param id later replays have larger ids
 * @param revision increases with every write, and fences off writers that have read an older one
 * @param target the only service that applies the events; null for all
 * @param limit the maximum number of events; null for all
 * @param cursor the attempt whose event the broker acknowledged last; null before the first
 * @param checked the attempt up to which all events are verified as applied; null before the first
 * @param checkedCount how many events are verified as applied
 * @param batchAt when the batch after {@code checked} started; null between two batches
 * @param batch what that batch would change, previewed when it started
 * @param results what all verified batches have changed
 * @param audit the first entry and the latest ones, oldest first
 * @param auditLeftOut how many entries after the first were dropped; null if none
 */
public record Replay(
        String id,
        String tenant,
        long revision,
        EventFilter filter,
        @Nullable String target,
        int perSecond,
        @Nullable Long limit,
        @Nullable String reason,
        String askedBy,
        Instant startedAt,
        State state,
        Stage stage,
        long matched,
        @Nullable String cursor,
        long published,
        @Nullable String checked,
        long checkedCount,
        @Nullable Instant batchAt,
        Map<String, Counts> batch,
        Map<String, Counts> results,
        @Nullable String stoppedBecause,
        List<Audit> audit,
        @Nullable Long auditLeftOut) {

    private static final int MAX_REASON_LENGTH = 1_000;
    private static final int MAX_AUDIT_ENTRIES = 101;

    /** The state of a replay. */
    public enum State {
        RUNNING,
        COMPLETED,
        STOPPED,
        CANCELLED
    }

    /** How many events are published before they are verified as applied. */
    public enum Stage {
        CANARY_1(1),
        CANARY_10(10),
        REST(100);

        private final int size;

        Stage(int size) {
            this.size = size;
        }

        int size() {
            return size;
        }

        Stage next() {
            return this == CANARY_1 ? CANARY_10 : REST;
        }
    }

    /** The number of events by the kind of their preview. */
    public record Counts(long nothing, long change, long conflict) {

        static final Counts NONE = new Counts(0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(nothing + other.nothing, change + other.change, conflict + other.conflict);
        }
    }

    /** An entry of the audit log. */
    public record Audit(Instant at, String by, String what) {}

    public Replay {
        batch = batch == null ? Map.of() : batch;
        results = results == null ? Map.of() : results;
        audit = List.copyOf(audit);
    }

    static Map<String, Counts> sum(Map<String, Counts> one, Map<String, Counts> other) {
        Map<String, Counts> sum = new LinkedHashMap<>(one);
        other.forEach((service, counts) -> sum.merge(service, counts, Counts::plus));
        return sum;
    }

    Replay batchStarted(Instant now, Map<String, Counts> counts) {
        return with(state, stage, cursor, published, checked, checkedCount, now, counts, results, null, audit);
    }

    Replay published(String requestId) {
        return with(
                state,
                stage,
                requestId,
                published + 1,
                checked,
                checkedCount,
                batchAt,
                batch,
                results,
                stoppedBecause,
                audit);
    }

    Replay checked(int more) {
        return with(
                state,
                stage.next(),
                cursor,
                published,
                cursor,
                checkedCount + more,
                null,
                Map.of(),
                sum(results, batch),
                null,
                audit);
    }

    Replay completed(Instant now) {
        return ended(State.COMPLETED, null, now, "cart-service", "completed");
    }

    /** @param because of any length; only its beginning is stored */
    Replay stopped(String because, Instant now) {
        String shortened = shortened(because);
        return ended(State.STOPPED, shortened, now, "cart-service", "stopped: " + shortened);
    }

    private static String shortened(String because) {
        if (because.length() <= MAX_REASON_LENGTH) {
            return because;
        }
        boolean splits = Character.isHighSurrogate(because.charAt(MAX_REASON_LENGTH - 1));
        return because.substring(0, splits ? MAX_REASON_LENGTH - 1 : MAX_REASON_LENGTH);
    }

    Replay cancelled(String by, Instant now) {
        return ended(State.CANCELLED, stoppedBecause, now, by, "cancelled");
    }

    /** Continues with the batch that is not verified: it is published again, which is harmless where it is already applied. */
    Replay resumed(String by, Instant now) {
        return with(
                State.RUNNING,
                stage,
                checked,
                checkedCount,
                checked,
                checkedCount,
                null,
                Map.of(),
                results,
                null,
                withAudit(now, by, "resumed"));
    }

    private Replay ended(State how, @Nullable String because, Instant now, String by, String what) {
        return with(
                how,
                stage,
                cursor,
                published,
                checked,
                checkedCount,
                batchAt,
                batch,
                results,
                because,
                withAudit(now, by, what));
    }

    private List<Audit> withAudit(Instant now, String by, String what) {
        List<Audit> longer = new ArrayList<>(audit);
        longer.add(new Audit(now, by, what));
        return longer;
    }

    /** Limits the size of the audit log, however often the replay is stopped and resumed. */
    private static List<Audit> trimmed(List<Audit> all, int leftOut) {
        if (leftOut == 0) {
            return all;
        }
        List<Audit> shortened = new ArrayList<>(all);
        shortened.subList(1, 1 + leftOut).clear();
        return shortened;
    }

    private @Nullable Long leftOut(int more) {
        if (more == 0) {
            return auditLeftOut;
        }
        return (auditLeftOut == null ? 0 : auditLeftOut) + more;
    }

    private Replay with(
            State newState,
            Stage newStage,
            @Nullable String newCursor,
            long newPublished,
            @Nullable String newChecked,
            long newCheckedCount,
            @Nullable Instant newBatchAt,
            Map<String, Counts> newBatch,
            Map<String, Counts> newResults,
            @Nullable String because,
            List<Audit> newAudit) {
        int tooMany = Math.max(0, newAudit.size() - MAX_AUDIT_ENTRIES);
        return new Replay(
                id,
                tenant,
                revision + 1,
                filter,
                target,
                perSecond,
                limit,
                reason,
                askedBy,
                startedAt,
                newState,
                newStage,
                matched,
                newCursor,
                newPublished,
                newChecked,
                newCheckedCount,
                newBatchAt,
                newBatch,
                newResults,
                because,
                trimmed(newAudit, tooMany),
                leftOut(tooMany));
    }
}
