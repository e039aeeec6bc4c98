package io.checkoutsuite.reservations;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The stored state of one request: its lines, its state and the end of its lease. {@code reason} is set only if it is released,
 * {@code shortages} only if it was committed with less than it asked for. {@code uncounted} has the counters whose policy was
 * {@link Policy#ALWAYS} when it was committed. {@code steps} has the time of each event.
 */
public record Request(
        RequestKey key,
        State state,
        @Nullable ReleaseReason reason,
        int take,
        List<Line> lines,
        Instant until,
        Instant createdAt,
        List<Shortage> shortages,
        List<String> uncounted,
        Map<Step, Instant> steps,
        Map<String, String> attributes)
        implements Recorded {

    static Request soft(RequestKey key, List<Line> lines, Instant now, Instant until, Map<String, String> attributes) {
        return new Request(key, State.SOFT, null, 1, lines, until, now, List.of(), List.of(), Map.of(), attributes);
    }

    static Request retaking(
            RequestKey key, List<Line> lines, Instant now, Instant until, Map<String, String> attributes) {
        return new Request(
                key,
                State.RETAKING,
                null,
                1,
                lines,
                until,
                now,
                List.of(),
                List.of(),
                Map.of(Step.TAKEN_ANEW, now),
                attributes);
    }

    static Request tombstone(RequestKey key, Instant now) {
        return new Request(
                key,
                State.RELEASED,
                ReleaseReason.ROLLED_BACK,
                0,
                List.of(),
                now,
                now,
                List.of(),
                List.of(),
                Map.of(Step.ROLLED_BACK, now),
                Map.of());
    }

    @Override
    public String id() {
        return key.id();
    }

    @Override
    public Instant at() {
        return createdAt;
    }

    boolean isRolledBack() {
        return reason == ReleaseReason.ROLLED_BACK;
    }

    boolean isTombstone() {
        return isRolledBack() && take == 0;
    }

    ReleaseReason releasedFor() {
        return Objects.requireNonNull(reason, "a released request has a reason");
    }

    /** The holds that this generation places in its counters, whether or not they are there. */
    List<Entry> entries() {
        return lines.stream()
                .map(line -> new Entry(line.counter(), id(), take, line.quantity(), until))
                .toList();
    }

    /** @throws RuntimeException if the document is malformed or is stored under the id of another request */
    static Request of(Document stored) {
        Request request = read(stored);
        if (!request.id().equals(stored.getString("_id"))) {
            throw new IllegalStateException("The document contains request " + request.id());
        }
        return request;
    }

    private static Request read(Document stored) {
        String reason = stored.getString("reason");
        return new Request(
                new RequestKey(stored.getString("tenant"), stored.getString("requestId")),
                State.valueOf(stored.getString("state")),
                reason == null ? null : ReleaseReason.valueOf(reason),
                (int) Counter.number(stored, "take"),
                stored.getList("lines", Document.class).stream()
                        .map(line -> new Line(line.getString("counter"), Counter.number(line, "q")))
                        .toList(),
                stored.getDate("until").toInstant(),
                stored.getDate("createdAt").toInstant(),
                stored.getList("shortLines", Document.class, List.of()).stream()
                        .map(line -> new Shortage(
                                line.getString("counter"),
                                Counter.number(line, "requested"),
                                Counter.number(line, "available")))
                        .toList(),
                stored.getList("uncounted", String.class, List.of()),
                stored.get("steps", new Document()).entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                step -> Step.valueOf(step.getKey()), step -> ((Date) step.getValue()).toInstant())),
                stored.get("attributes", new Document()).entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, attribute -> (String) attribute.getValue())));
    }

    Document stored() {
        Document document = new Document("_id", id())
                .append("requestId", key.requestId())
                .append("tenant", key.tenant())
                .append("state", state.name());
        if (reason != null) {
            document.append("reason", reason.name());
        }
        return document.append("take", take)
                .append(
                        "lines",
                        lines.stream()
                                .map(line -> new Document("counter", line.counter()).append("q", line.quantity()))
                                .toList())
                .append("until", Date.from(until))
                .append("createdAt", Date.from(createdAt))
                .append("steps", storedSteps())
                .append("attributes", new Document(Map.copyOf(attributes)));
    }

    private Document storedSteps() {
        Document stored = new Document();
        steps.forEach((step, at) -> stored.append(step.name(), Date.from(at)));
        return stored;
    }
}
