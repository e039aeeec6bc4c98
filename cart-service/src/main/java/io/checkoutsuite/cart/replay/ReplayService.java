package io.checkoutsuite.cart.replay;

import io.checkoutsuite.cart.checkout.OutcomeEvents;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.mongo.DatabaseClock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Previews, starts, resumes and cancels replays. */
@Slf4j
@Service
@RequiredArgsConstructor
public class ReplayService {

    private static final int PAGE_SIZE = 100;
    private static final int MAX_SHOWN = 100;
    private static final int MAX_RETRIES = 50;
    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final Replays replays;
    private final DecidedCheckouts decidedCheckouts;
    private final OutcomeEvents outcomeEvents;
    private final ParticipantPreviews participants;
    private final DatabaseClock clock;

    /** A replay as an operator requests it. */
    public record ReplaySpec(
            String tenant,
            String askedBy,
            EventFilter filter,
            @Nullable String target,
            int perSecond,
            @Nullable Long limit,
            @Nullable String reason) {}

    /**
     * The preview of a replay.
     *
     * @param matched how many attempts match the filter
     * @param withoutEvent how many of them have no event; each of these would stop the replay
     * @param attemptsWithoutEvent the first of these attempts
     */
    public record DryRun(
            boolean dryRun,
            long matched,
            long withoutEvent,
            Map<String, Replay.Counts> services,
            List<EventChange> changes,
            List<AttemptWithoutEvent> attemptsWithoutEvent) {}

    /** What one event would change in one service. */
    public record EventChange(String eventId, String service, EventPreview.Kind kind, String description) {}

    /** An attempt for which no event can be created. */
    public record AttemptWithoutEvent(String requestId, String reason) {}

    /** A participant is unavailable, so the preview would be incomplete. */
    public static final class PreviewUnavailableException extends RuntimeException {
        private PreviewUnavailableException(String service, String reason) {
            super(service + " is unavailable: " + reason);
        }
    }

    public List<String> services() {
        return participants.services();
    }

    /** @throws PreviewUnavailableException if a participant is unavailable */
    public DryRun dryRun(ReplaySpec spec) {
        DryRunCollector collector =
                new DryRunCollector(spec.tenant(), spec.target() == null ? services() : List.of(spec.target()));
        long matched = forEachPage(spec, clock.instant(), collector::add);
        return collector.result(matched);
    }

    /** Collects the previews of the events that would be published. */
    private final class DryRunCollector {

        private final String tenant;
        private final List<String> targets;
        private final Map<String, Replay.Counts> counts = new LinkedHashMap<>();
        private final List<EventChange> changes = new ArrayList<>();
        private final List<AttemptWithoutEvent> shownWithoutEvent = new ArrayList<>();
        private long withoutEvent;

        private DryRunCollector(String tenant, List<String> targets) {
            this.tenant = tenant;
            this.targets = targets;
            targets.forEach(service -> counts.put(service, Replay.Counts.NONE));
        }

        private void add(List<DecidedCheckouts.DecidedCheckout> page) {
            ReplayableEvents replayable = ReplayableEvents.of(page, outcomeEvents);
            withoutEvent += replayable.withoutEvent().size();
            replayable.withoutEvent().stream()
                    .limit(MAX_SHOWN - shownWithoutEvent.size())
                    .forEach(shownWithoutEvent::add);
            if (replayable.events().isEmpty()) {
                return;
            }
            participants.preview(tenant, targets, replayable.events()).forEach((service, result) -> {
                List<EventPreview> previews = previews(service, result);
                counts.merge(service, PreviewCounts.of(previews), Replay.Counts::plus);
                addChanges(service, replayable.events(), previews);
            });
        }

        private void addChanges(String service, List<OutboxEntry> entries, List<EventPreview> previews) {
            for (int i = 0; i < entries.size() && changes.size() < MAX_SHOWN; i++) {
                EventPreview preview = previews.get(i);
                if (preview.kind() != EventPreview.Kind.NOTHING) {
                    changes.add(
                            new EventChange(entries.get(i).eventId(), service, preview.kind(), preview.description()));
                }
            }
        }

        private DryRun result(long matched) {
            return new DryRun(true, matched, withoutEvent, counts, changes, shownWithoutEvent);
        }
    }

    private static List<EventPreview> previews(String service, ParticipantPreviews.PreviewResult result) {
        return switch (result) {
            case ParticipantPreviews.Previewed previewed -> previewed.previews();
            case ParticipantPreviews.Unavailable unavailable ->
                throw new PreviewUnavailableException(service, unavailable.reason());
        };
    }

    /** Processes a page of attempts. */
    @FunctionalInterface
    private interface PageConsumer {
        void accept(List<DecidedCheckouts.DecidedCheckout> page);
    }

    private long forEachPage(ReplaySpec spec, Instant before, PageConsumer consumer) {
        EventFilter filter = spec.filter().before(before);
        long max = spec.limit() == null ? Long.MAX_VALUE : spec.limit();
        long matched = 0;
        @Nullable String after = null;
        while (matched < max) {
            List<DecidedCheckouts.DecidedCheckout> page =
                    decidedCheckouts.page(spec.tenant(), filter, after, (int) Math.min(PAGE_SIZE, max - matched));
            if (page.isEmpty()) {
                break;
            }
            consumer.accept(page);
            matched += page.size();
            after = page.getLast().requestId();
        }
        return matched;
    }

    public Replay begin(ReplaySpec spec) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        long matched = forEachPage(spec, now, page -> {});
        Replay replay = new Replay(
                ID.format(now) + "-" + UUID.randomUUID().toString().substring(0, 8),
                spec.tenant(),
                1,
                spec.filter(),
                spec.target(),
                spec.perSecond(),
                spec.limit(),
                spec.reason(),
                spec.askedBy(),
                now,
                Replay.State.RUNNING,
                Replay.Stage.CANARY_1,
                matched,
                null,
                0,
                null,
                0,
                null,
                Map.of(),
                Map.of(),
                null,
                List.of(new Replay.Audit(now, spec.askedBy(), "started")),
                null);
        replays.begin(replay);
        log.info("{} starts replay {} of {}: {}", spec.askedBy(), replay.id(), spec.filter(), spec.reason());
        return replay;
    }

    public Optional<Replay> find(String tenant, String id) {
        return replays.find(tenant, id);
    }

    public List<Replay> page(String tenant, String beforeId, int limit) {
        return replays.page(tenant, beforeId, limit);
    }

    /** Returns the replay after the call; it is unchanged unless it was STOPPED. */
    public Optional<Replay> resume(String tenant, String id, String by) {
        return transition(
                tenant,
                id,
                replay -> replay.state() == Replay.State.STOPPED
                        ? Optional.of(replay.resumed(by, clock.instant()))
                        : Optional.empty());
    }

    /** Returns the replay after the call; it is unchanged if it was COMPLETED or CANCELLED. */
    public Optional<Replay> cancel(String tenant, String id, String by) {
        return transition(
                tenant,
                id,
                replay -> replay.state() == Replay.State.STOPPED || replay.state() == Replay.State.RUNNING
                        ? Optional.of(replay.cancelled(by, clock.instant()))
                        : Optional.empty());
    }

    /** Computes the replay to write from the one that was read; empty if nothing changes. */
    @FunctionalInterface
    private interface Transition {
        Optional<Replay> next(Replay seen);
    }

    private Optional<Replay> transition(String tenant, String id, Transition transition) {
        for (int race = 0; race < MAX_RETRIES; race++) {
            Optional<Replay> seen = replays.find(tenant, id);
            Optional<Replay> next = seen.flatMap(transition::next);
            if (next.isEmpty()) {
                return seen;
            }
            if (replays.replace(seen.orElseThrow(), next.get())) {
                log.info(
                        "{} by {}: replay {}",
                        next.get().audit().getLast().what(),
                        next.get().audit().getLast().by(),
                        id);
                return next;
            }
        }
        throw new IllegalStateException("Replay " + id + " was changed concurrently too many times");
    }
}
