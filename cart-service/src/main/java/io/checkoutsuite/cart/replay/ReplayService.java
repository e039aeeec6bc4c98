package io.checkoutsuite.cart.replay;

import io.checkoutsuite.cart.checkout.DecidedEvents;
import io.checkoutsuite.messaging.DatabaseClock;
import io.checkoutsuite.messaging.Effect;
import io.checkoutsuite.messaging.OutboxEntry;
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

    private static final int AT_ONCE = 100;
    private static final int MOST_SHOWN = 100;
    private static final int MOST_RACES = 50;
    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final Replays replays;
    private final DecidedAttempts attempts;
    private final DecidedEvents events;
    private final Assessments assessments;
    private final DatabaseClock clock;

    /** A replay as an operator requests it. */
    public record Wanted(
            String tenant,
            String askedBy,
            Selection selection,
            @Nullable String target,
            int perSecond,
            @Nullable Long limit,
            @Nullable String reason) {}

    /**
     * The preview of a replay.
     *
     * @param matched how many attempts match the filter
     * @param unmade how many of them have no event; each of these would stop the replay
     * @param unmadeEvents the first of these attempts
     */
    public record DryRun(
            boolean dryRun,
            long matched,
            long unmade,
            Map<String, Replay.Counts> services,
            List<Change> changes,
            List<Unmade> unmadeEvents) {}

    /** What one event would change in one service. */
    public record Change(String eventId, String service, Effect.Kind effect, String description) {}

    /** An attempt for which no event can be created. */
    public record Unmade(String requestId, String reason) {}

    /** A participant is unavailable, so the preview would be incomplete. */
    public static final class NotAskedException extends RuntimeException {
        private NotAskedException(String service, String reason) {
            super(service + " is unavailable: " + reason);
        }
    }

    public List<String> services() {
        return assessments.services();
    }

    /** @throws NotAskedException if a participant is unavailable */
    public DryRun dryRun(Wanted wanted) {
        Question question =
                new Question(wanted.tenant(), wanted.target() == null ? services() : List.of(wanted.target()));
        long matched = eachPage(wanted, clock.instant(), question::ask);
        return question.answer(matched);
    }

    /** Collects the previews of the events that would be published. */
    private final class Question {

        private final String tenant;
        private final List<String> asked;
        private final Map<String, Replay.Counts> counts = new LinkedHashMap<>();
        private final List<Change> changes = new ArrayList<>();
        private final List<Unmade> shownUnmade = new ArrayList<>();
        private long unmade;

        private Question(String tenant, List<String> asked) {
            this.tenant = tenant;
            this.asked = asked;
            asked.forEach(service -> counts.put(service, Replay.Counts.NONE));
        }

        private void ask(List<DecidedAttempts.Found> page) {
            MadeEvents made = MadeEvents.of(page, events);
            unmade += made.unmade().size();
            made.unmade().stream().limit(MOST_SHOWN - shownUnmade.size()).forEach(shownUnmade::add);
            if (made.events().isEmpty()) {
                return;
            }
            assessments.assess(tenant, asked, made.events()).forEach((service, verdict) -> {
                List<Effect> effects = effects(service, verdict);
                counts.merge(service, EffectCounts.of(effects), Replay.Counts::plus);
                addChanges(service, made.events(), effects);
            });
        }

        private void addChanges(String service, List<OutboxEntry> entries, List<Effect> effects) {
            for (int i = 0; i < entries.size() && changes.size() < MOST_SHOWN; i++) {
                Effect effect = effects.get(i);
                if (effect.kind() != Effect.Kind.NOTHING) {
                    changes.add(new Change(entries.get(i).eventId(), service, effect.kind(), effect.description()));
                }
            }
        }

        private DryRun answer(long matched) {
            return new DryRun(true, matched, unmade, counts, changes, shownUnmade);
        }
    }

    private static List<Effect> effects(String service, Assessments.Verdict verdict) {
        return switch (verdict) {
            case Assessments.Assessed assessed -> assessed.effects();
            case Assessments.NoAnswer none -> throw new NotAskedException(service, none.reason());
        };
    }

    /** Processes a page of attempts. */
    @FunctionalInterface
    private interface OnPage {
        void look(List<DecidedAttempts.Found> page);
    }

    private long eachPage(Wanted wanted, Instant before, OnPage then) {
        Selection selection = wanted.selection().before(before);
        long most = wanted.limit() == null ? Long.MAX_VALUE : wanted.limit();
        long matched = 0;
        @Nullable String after = null;
        while (matched < most) {
            List<DecidedAttempts.Found> page =
                    attempts.page(wanted.tenant(), selection, after, (int) Math.min(AT_ONCE, most - matched));
            if (page.isEmpty()) {
                break;
            }
            then.look(page);
            matched += page.size();
            after = page.getLast().attempt().requestId();
        }
        return matched;
    }

    public Replay begin(Wanted wanted) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        long matched = eachPage(wanted, now, page -> {});
        Replay replay = new Replay(
                ID.format(now) + "-" + UUID.randomUUID().toString().substring(0, 8),
                wanted.tenant(),
                1,
                wanted.selection(),
                wanted.target(),
                wanted.perSecond(),
                wanted.limit(),
                wanted.reason(),
                wanted.askedBy(),
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
                List.of(new Replay.Audit(now, wanted.askedBy(), "started")),
                null);
        replays.begin(replay);
        log.info("{} starts replay {} of {}: {}", wanted.askedBy(), replay.id(), wanted.selection(), wanted.reason());
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
        return change(
                tenant,
                id,
                replay -> replay.state() == Replay.State.STOPPED
                        ? Optional.of(replay.resumed(by, clock.instant()))
                        : Optional.empty());
    }

    /** Returns the replay after the call; it is unchanged if it was COMPLETED or CANCELLED. */
    public Optional<Replay> cancel(String tenant, String id, String by) {
        return change(
                tenant,
                id,
                replay -> replay.state() == Replay.State.STOPPED || replay.state() == Replay.State.RUNNING
                        ? Optional.of(replay.cancelled(by, clock.instant()))
                        : Optional.empty());
    }

    /** Computes the replay to write from the one that was read; empty if nothing changes. */
    @FunctionalInterface
    private interface Step {
        Optional<Replay> next(Replay seen);
    }

    private Optional<Replay> change(String tenant, String id, Step step) {
        for (int race = 0; race < MOST_RACES; race++) {
            Optional<Replay> seen = replays.find(tenant, id);
            Optional<Replay> next = seen.flatMap(step::next);
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
