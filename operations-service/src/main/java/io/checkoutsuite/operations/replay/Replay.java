package io.checkoutsuite.operations.replay;

import io.checkoutsuite.operations.participant.Participant;
import io.checkoutsuite.text.BoundedText;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One replay: what an operator requested, its progress, and its audit log. Each command returns the replay to store next. */
public sealed interface Replay {

    /** This service, in the audit log. */
    String SERVICE = "operations-service";

    /** The longest reason for a stop that is stored. */
    int MAX_REASON_LENGTH = 1_000;

    /**
     * What does not change.
     *
     * @param id later replays have larger ids
     * @param decidedBefore only attempts that were decided before this time are replayed; of the cart service's clock
     * @param matched how many attempts matched when it was started
     */
    record Description(String id, ReplaySpec spec, Instant startedAt, Instant decidedBefore, long matched) {}

    /**
     * How far it is verified.
     *
     * @param checked the attempt up to which all events are verified as applied; null before the first
     * @param checkedCount how many events are verified as applied
     * @param results what all verified batches have changed
     */
    record Progress(
            ReplayStage stage, @Nullable String checked, long checkedCount, Map<Participant, PreviewCounts> results) {

        static final Progress NONE = new Progress(ReplayStage.CANARY_1, null, 0, Map.of());

        public Progress {
            results = Map.copyOf(results);
        }
    }

    /** Its revision increases with every write, and fences off writers that have read an older one. */
    record Header(Description description, long revision, AuditLog audit) {

        private Header next() {
            return new Header(description, revision + 1, audit);
        }

        private Header next(Instant at, String by, String what) {
            return new Header(description, revision + 1, audit.with(at, by, what));
        }
    }

    /** The state as operators see it. */
    enum State {
        RUNNING,
        COMPLETED,
        STOPPED,
        CANCELLED
    }

    Header header();

    Progress progress();

    /** How many events the broker has acknowledged. */
    long published();

    default Description description() {
        return header().description();
    }

    default String id() {
        return description().id();
    }

    default ReplaySpec spec() {
        return description().spec();
    }

    default String tenant() {
        return spec().tenant();
    }

    default long revision() {
        return header().revision();
    }

    default AuditLog audit() {
        return header().audit();
    }

    default State state() {
        return switch (this) {
            case Running running -> State.RUNNING;
            case Completed completed -> State.COMPLETED;
            case Stopped stopped -> State.STOPPED;
            case Cancelled cancelled -> State.CANCELLED;
        };
    }

    static BetweenBatches begun(Description description) {
        AuditLog audit =
                AuditLog.begun(description.startedAt(), description.spec().askedBy());
        return new BetweenBatches(new Header(description, 1, audit), Progress.NONE);
    }

    /** It is run by the node that holds its lease. */
    sealed interface Running extends Replay, Cancellable {

        /** @param because of any length; only its beginning is stored */
        default Stopped stopped(String because, Instant now) {
            String reason = BoundedText.beginning(MAX_REASON_LENGTH, because);
            return new Stopped(header().next(now, SERVICE, "stopped: " + reason), progress(), published(), reason);
        }
    }

    /** An operator can end it. */
    sealed interface Cancellable extends Replay {

        default Cancelled cancelled(String by, Instant now) {
            return new Cancelled(header().next(now, by, "cancelled"), progress(), published());
        }
    }

    /** Everything that was published is verified; the next batch is not read yet. */
    record BetweenBatches(Header header, Progress progress) implements Running {

        @Override
        public long published() {
            return progress.checkedCount();
        }

        InBatch batchStarted(Batch batch, Map<Participant, PreviewCounts> previewed, Instant now) {
            return new InBatch(
                    header.next(), progress, new StartedBatch(now, batch.size(), batch.digest(), previewed), 0);
        }

        Completed completed(Instant now) {
            return new Completed(header.next(now, SERVICE, "completed"), progress);
        }
    }

    /**
     * The batch that is being published and verified.
     *
     * @param digest of its events as they were previewed; another node that continues it must read the same events
     * @param previewed what it would change, previewed when it started
     */
    record StartedBatch(Instant startedAt, int size, String digest, Map<Participant, PreviewCounts> previewed) {

        public StartedBatch {
            previewed = Map.copyOf(previewed);
        }
    }

    /** @param acknowledged how many events of the batch the broker has acknowledged */
    record InBatch(Header header, Progress progress, StartedBatch batch, int acknowledged) implements Running {

        @Override
        public long published() {
            return progress.checkedCount() + acknowledged;
        }

        /** The broker has acknowledged the next event. */
        InBatch acknowledgedNext() {
            return new InBatch(header.next(), progress, batch, acknowledged + 1);
        }

        /** @param last the last attempt of the batch, which is now verified */
        BetweenBatches verified(String last) {
            return new BetweenBatches(
                    header.next(),
                    new Progress(
                            progress.stage().next(),
                            last,
                            progress.checkedCount() + batch.size(),
                            PreviewCounts.sum(progress.results(), batch.previewed())));
        }
    }

    /** @param because why it was stopped */
    record Stopped(Header header, Progress progress, long published, String because) implements Cancellable {

        /** Continues with the batch that is not verified: it is published again, which is harmless where it is already applied. */
        BetweenBatches resumed(String by, Instant now) {
            return new BetweenBatches(header.next(now, by, "resumed"), progress);
        }
    }

    /** All its events are applied. */
    record Completed(Header header, Progress progress) implements Replay {

        @Override
        public long published() {
            return progress.checkedCount();
        }
    }

    /** Events that were published stay published. */
    record Cancelled(Header header, Progress progress, long published) implements Replay {}
}
