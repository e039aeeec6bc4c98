package io.checkoutsuite.operations.replay;

import io.checkoutsuite.mongo.DatabaseClock;
import io.checkoutsuite.operations.history.CheckoutHistory;
import io.checkoutsuite.operations.history.EventFilter;
import io.checkoutsuite.operations.history.HistoryPage;
import io.checkoutsuite.operations.participant.Participants;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Previews, starts, resumes and cancels replays. */
@Slf4j
@Service
@RequiredArgsConstructor
public class ReplayService {

    private static final int EVENTS_PER_PAGE = 100;
    private static final int REQUEST_IDS_PER_PAGE = 1_000;
    private static final int MAX_RETRIES = 50;
    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final Replays replays;
    private final CheckoutHistory history;
    private final Participants participants;
    private final DatabaseClock clock;

    /**
     * Previews the events that the replay would publish, byte for byte.
     *
     * @throws io.checkoutsuite.web.participants.ParticipantUnavailableException if a participant is unavailable
     * @throws io.checkoutsuite.operations.history.CartServiceUnavailableException if the cart service is unavailable
     * @throws io.checkoutsuite.operations.history.FilterRefusedException if the cart service does not accept the filter
     */
    public ReplayDryRun dryRun(ReplaySpec spec) {
        DryRunCollector collector = new DryRunCollector(participants, spec);
        EventFilter filter = spec.filter().before(history.now(spec.tenant()));
        long matched = forEachPage(
                spec,
                EVENTS_PER_PAGE,
                (after, limit) -> history.decided(spec.tenant(), filter, after, limit),
                collector::add);
        return collector.result(matched);
    }

    /**
     * Starts a replay of what has been decided until now.
     *
     * @throws io.checkoutsuite.operations.history.CartServiceUnavailableException if the cart service is unavailable
     * @throws io.checkoutsuite.operations.history.FilterRefusedException if the cart service does not accept the filter
     */
    public Replay begin(ReplaySpec spec) {
        Instant asOf = history.now(spec.tenant()).truncatedTo(ChronoUnit.MILLIS);
        EventFilter filter = spec.filter().before(asOf);
        long matched = forEachPage(
                spec,
                REQUEST_IDS_PER_PAGE,
                (after, limit) -> history.decidedRequestIds(spec.tenant(), filter, after, limit),
                page -> {});
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String id = ID.format(now) + "-" + UUID.randomUUID().toString().substring(0, 8);
        Replay replay = Replay.begun(new Replay.Description(id, spec, now, asOf, matched));
        replays.begin(replay);
        log.info("{} starts replay {} of {}: {}", spec.askedBy(), id, spec.filter(), spec.reason());
        return replay;
    }

    /** Reads one page of the history. */
    @FunctionalInterface
    private interface PageReader<T> {
        HistoryPage<T> read(@Nullable String after, int limit);
    }

    /** Returns how many attempts the pages contain, at most the limit of the replay. */
    private static <T> long forEachPage(
            ReplaySpec spec, int pageSize, PageReader<T> reader, Consumer<List<T>> consumer) {
        long matched = 0;
        @Nullable String after = null;
        do {
            HistoryPage<T> page = reader.read(after, (int) Math.min(pageSize, spec.left(matched)));
            consumer.accept(page.items());
            matched += page.items().size();
            after = page.next();
        } while (after != null && spec.left(matched) > 0);
        return matched;
    }

    public Optional<Replay> find(String tenant, String id) {
        return replays.find(tenant, id);
    }

    public List<Replay> page(String tenant, String beforeId, int limit) {
        return replays.page(tenant, beforeId, limit);
    }

    /** Returns the replay after the call; it is unchanged unless it was stopped. */
    public Optional<Replay> resume(String tenant, String id, String by) {
        return transition(
                tenant,
                id,
                seen -> seen instanceof Replay.Stopped stopped
                        ? Optional.of(stopped.resumed(by, clock.instant()))
                        : Optional.empty());
    }

    /** Returns the replay after the call; it is unchanged if it was completed or cancelled. */
    public Optional<Replay> cancel(String tenant, String id, String by) {
        return transition(
                tenant,
                id,
                seen -> seen instanceof Replay.Cancellable active
                        ? Optional.of(active.cancelled(by, clock.instant()))
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
                AuditLog.ReplayAuditEntry last = next.get().audit().last();
                log.info("{} by {}: replay {}", last.what(), last.by(), id);
                return next;
            }
        }
        throw new IllegalStateException("Replay " + id + " was changed concurrently too many times");
    }
}
