package io.checkoutsuite.reservations.request;

import io.checkoutsuite.reservations.counter.Hold;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One request: its lines and its state.
 *
 * @param generation the number of the current try; 0 for a request that was released before it arrived
 * @param eventTimes the time of each event since the request was created
 * @param attributes what the owner stored with the request when it was created
 */
public record ReservationRequest(
        RequestKey key,
        int generation,
        List<Line> lines,
        Instant createdAt,
        Map<RequestEvent, Instant> eventTimes,
        Map<String, String> attributes,
        RequestState state) {

    public ReservationRequest {
        lines = List.copyOf(lines);
        eventTimes = Map.copyOf(eventTimes);
        attributes = Map.copyOf(attributes);
    }

    static ReservationRequest reserved(
            RequestKey key, List<Line> lines, Instant now, Instant leaseUntil, Map<String, String> attributes) {
        return new ReservationRequest(key, 1, lines, now, Map.of(), attributes, new RequestState.Reserved(leaseUntil));
    }

    static ReservationRequest reacquiring(
            RequestKey key, List<Line> lines, Instant now, Instant leaseUntil, Map<String, String> attributes) {
        return new ReservationRequest(
                key,
                1,
                lines,
                now,
                Map.of(RequestEvent.REACQUIRED, now),
                attributes,
                new RequestState.Reacquiring(leaseUntil));
    }

    static ReservationRequest tombstone(RequestKey key, Instant now) {
        return new ReservationRequest(
                key,
                0,
                List.of(),
                now,
                Map.of(RequestEvent.RELEASED, now),
                Map.of(),
                new RequestState.Released(ReleaseReason.ROLLED_BACK));
    }

    public String id() {
        return key.id();
    }

    /** When it was committed, or created if it is not committed. */
    public Instant since() {
        return eventTimes.getOrDefault(RequestEvent.COMMITTED, createdAt);
    }

    public boolean isRolledBack() {
        return state.equals(new RequestState.Released(ReleaseReason.ROLLED_BACK));
    }

    boolean isTombstone() {
        return isRolledBack() && generation == 0;
    }

    /** The holds of this generation, whether or not they are in their counters. */
    public List<Hold> holds() {
        return lines.stream()
                .map(line -> new Hold(line.counter(), id(), generation, line.quantity()))
                .toList();
    }

    List<String> counters() {
        return lines.stream().map(Line::counter).toList();
    }
}
