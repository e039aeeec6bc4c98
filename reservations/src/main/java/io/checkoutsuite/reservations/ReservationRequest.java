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
 * {@link AvailabilityPolicy#ALWAYS} when it was committed. {@code eventTimes} has the time of each event.
 */
public record ReservationRequest(
        RequestKey key,
        RequestState state,
        @Nullable ReleaseReason reason,
        int generation,
        List<Line> lines,
        Instant until,
        Instant createdAt,
        List<Shortage> shortages,
        List<String> uncounted,
        Map<RequestEvent, Instant> eventTimes,
        Map<String, String> attributes)
        implements LedgerRecord {

    static ReservationRequest reserved(
            RequestKey key, List<Line> lines, Instant now, Instant until, Map<String, String> attributes) {
        return new ReservationRequest(
                key, RequestState.RESERVED, null, 1, lines, until, now, List.of(), List.of(), Map.of(), attributes);
    }

    static ReservationRequest reacquiring(
            RequestKey key, List<Line> lines, Instant now, Instant until, Map<String, String> attributes) {
        return new ReservationRequest(
                key,
                RequestState.REACQUIRING,
                null,
                1,
                lines,
                until,
                now,
                List.of(),
                List.of(),
                Map.of(RequestEvent.REACQUIRED, now),
                attributes);
    }

    static ReservationRequest tombstone(RequestKey key, Instant now) {
        return new ReservationRequest(
                key,
                RequestState.RELEASED,
                ReleaseReason.ROLLED_BACK,
                0,
                List.of(),
                now,
                now,
                List.of(),
                List.of(),
                Map.of(RequestEvent.RELEASED, now),
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
        return isRolledBack() && generation == 0;
    }

    ReleaseReason releasedFor() {
        return Objects.requireNonNull(reason, "a released request has a reason");
    }

    /** The holds that this generation places in its counters, whether or not they are there. */
    List<Hold> holds() {
        return lines.stream()
                .map(line -> new Hold(line.counter(), id(), generation, line.quantity(), until))
                .toList();
    }

    /** @throws RuntimeException if the document is malformed or is stored under the id of another request */
    static ReservationRequest of(Document stored) {
        ReservationRequest request = read(stored);
        if (!request.id().equals(stored.getString("_id"))) {
            throw new IllegalStateException("The document contains request " + request.id());
        }
        return request;
    }

    private static ReservationRequest read(Document stored) {
        String reason = stored.getString("reason");
        return new ReservationRequest(
                new RequestKey(stored.getString("tenant"), stored.getString("requestId")),
                RequestState.valueOf(stored.getString("state")),
                reason == null ? null : ReleaseReason.valueOf(reason),
                (int) Counter.number(stored, "generation"),
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
                stored.get("eventTimes", new Document()).entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                event -> RequestEvent.valueOf(event.getKey()),
                                event -> ((Date) event.getValue()).toInstant())),
                stored.get("attributes", new Document()).entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, attribute -> (String) attribute.getValue())));
    }

    Document toDocument() {
        Document document = new Document("_id", id())
                .append("requestId", key.requestId())
                .append("tenant", key.tenant())
                .append("state", state.name());
        if (reason != null) {
            document.append("reason", reason.name());
        }
        return document.append("generation", generation)
                .append(
                        "lines",
                        lines.stream()
                                .map(line -> new Document("counter", line.counter()).append("q", line.quantity()))
                                .toList())
                .append("until", Date.from(until))
                .append("createdAt", Date.from(createdAt))
                .append("eventTimes", storedEventTimes())
                .append("attributes", new Document(Map.copyOf(attributes)));
    }

    private Document storedEventTimes() {
        Document stored = new Document();
        eventTimes.forEach((event, at) -> stored.append(event.name(), Date.from(at)));
        return stored;
    }
}
