package io.checkoutsuite.reservations.store;

import static io.checkoutsuite.reservations.store.CounterDocuments.number;
import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.checkoutsuite.reservations.counter.Shortage;
import io.checkoutsuite.reservations.request.Line;
import io.checkoutsuite.reservations.request.ReleaseReason;
import io.checkoutsuite.reservations.request.RequestEvent;
import io.checkoutsuite.reservations.request.RequestKey;
import io.checkoutsuite.reservations.request.RequestState;
import io.checkoutsuite.reservations.request.ReservationRequest;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;

/** The layout of request documents, and their transitions. */
final class RequestDocuments {

    static final String ID = "_id";
    static final String TENANT = "tenant";
    static final String STATE = "state";
    static final String REASON = "reason";
    static final String GENERATION = "generation";
    static final String LINE_COUNTER = "lines.counter";
    static final String LEASE_UNTIL = "leaseUntil";
    static final String CREATED_AT = "createdAt";

    /** What the owner records about a committed request. */
    static final String RECORDED = "recorded";

    private static final String REQUEST_ID = "requestId";
    static final String LINES = "lines";
    private static final String COUNTER = "counter";
    private static final String QUANTITY = "quantity";
    private static final String SHORTAGES = "shortages";
    private static final String REQUESTED = "requested";
    private static final String AVAILABLE = "available";
    private static final String UNCOUNTED = "uncounted";
    private static final String EVENT_TIMES = "eventTimes";
    private static final String ATTRIBUTES = "attributes";

    /** The stored names of the states. */
    enum State {
        RESERVED,
        REACQUIRING,
        COMMITTED,
        RELEASED;

        static State of(RequestState state) {
            return switch (state) {
                case RequestState.Reserved reserved -> RESERVED;
                case RequestState.Reacquiring reacquiring -> REACQUIRING;
                case RequestState.Committed committed -> COMMITTED;
                case RequestState.Released released -> RELEASED;
            };
        }
    }

    private RequestDocuments() {}

    /** @throws RuntimeException if the document is malformed or is stored under the id of another request */
    static ReservationRequest request(Document stored) {
        ReservationRequest request = new ReservationRequest(
                new RequestKey(stored.getString(TENANT), stored.getString(REQUEST_ID)),
                (int) number(stored, GENERATION),
                stored.getList(LINES, Document.class).stream()
                        .map(line -> new Line(line.getString(COUNTER), number(line, QUANTITY)))
                        .toList(),
                stored.getDate(CREATED_AT).toInstant(),
                stored.get(EVENT_TIMES, new Document()).entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                event -> RequestEvent.valueOf(event.getKey()),
                                event -> ((Date) event.getValue()).toInstant())),
                stored.get(ATTRIBUTES, new Document()).entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, attribute -> (String) attribute.getValue())),
                state(stored));
        if (!request.id().equals(stored.getString(ID))) {
            throw new IllegalStateException("The document contains request " + request.id());
        }
        return request;
    }

    private static RequestState state(Document stored) {
        return switch (State.valueOf(stored.getString(STATE))) {
            case RESERVED ->
                new RequestState.Reserved(stored.getDate(LEASE_UNTIL).toInstant());
            case REACQUIRING ->
                new RequestState.Reacquiring(stored.getDate(LEASE_UNTIL).toInstant());
            case COMMITTED ->
                new RequestState.Committed(
                        stored.getList(SHORTAGES, Document.class, List.of()).stream()
                                .map(line -> new Shortage(
                                        line.getString(COUNTER), number(line, REQUESTED), number(line, AVAILABLE)))
                                .toList(),
                        stored.getList(UNCOUNTED, String.class, List.of()),
                        stored.containsKey(RECORDED));
            case RELEASED -> new RequestState.Released(ReleaseReason.valueOf(stored.getString(REASON)));
        };
    }

    /** The document of a request that is not stored yet. */
    static Document document(ReservationRequest request) {
        Document document = new Document(ID, request.id())
                .append(REQUEST_ID, request.key().requestId())
                .append(TENANT, request.key().tenant())
                .append(STATE, State.of(request.state()).name());
        switch (request.state()) {
            case RequestState.Reserved(var leaseUntil) -> document.append(LEASE_UNTIL, Date.from(leaseUntil));
            case RequestState.Reacquiring(var leaseUntil) -> document.append(LEASE_UNTIL, Date.from(leaseUntil));
            case RequestState.Released(var reason) -> document.append(REASON, reason.name());
            case RequestState.Committed committed ->
                throw new IllegalArgumentException("Request " + request.id() + " cannot begin as committed");
        }
        return document.append(GENERATION, request.generation())
                .append(LINES, lines(request))
                .append(CREATED_AT, Date.from(request.createdAt()))
                .append(EVENT_TIMES, eventTimes(request))
                .append(ATTRIBUTES, new Document(Map.copyOf(request.attributes())));
    }

    static List<Document> lines(ReservationRequest request) {
        return request.lines().stream()
                .map(line -> new Document(COUNTER, line.counter()).append(QUANTITY, line.quantity()))
                .toList();
    }

    private static Document eventTimes(ReservationRequest request) {
        Document stored = new Document();
        request.eventTimes().forEach((event, at) -> stored.append(event.name(), Date.from(at)));
        return stored;
    }

    static Criteria inState(ReservationRequest seen, State state) {
        return where(ID)
                .is(seen.id())
                .and(STATE)
                .is(state.name())
                .and(GENERATION)
                .is(seen.generation());
    }

    static Update released(ReleaseReason reason, Instant now) {
        RequestEvent event = switch (reason) {
            case REFUSED -> RequestEvent.REFUSED;
            case EXPIRED -> RequestEvent.EXPIRED;
            case ROLLED_BACK -> RequestEvent.RELEASED;
        };
        return transition(State.RELEASED, event, now).set(REASON, reason.name());
    }

    static Update committed(List<Shortage> shortages, List<String> uncounted, Instant now) {
        Update update = transition(State.COMMITTED, RequestEvent.COMMITTED, now);
        if (!shortages.isEmpty()) {
            update.set(
                    SHORTAGES,
                    shortages.stream()
                            .map(line -> new Document(COUNTER, line.counter())
                                    .append(REQUESTED, line.requested())
                                    .append(AVAILABLE, line.available()))
                            .toList());
        }
        return uncounted.isEmpty() ? update : update.set(UNCOUNTED, uncounted);
    }

    static Update reacquiring(Instant leaseUntil, Instant now) {
        return transition(State.REACQUIRING, RequestEvent.REACQUIRED, now)
                .unset(REASON)
                .set(LEASE_UNTIL, Date.from(leaseUntil))
                .inc(GENERATION, 1);
    }

    /** A longer lease stays. */
    static Update extended(Instant leaseUntil) {
        return new Update().max(LEASE_UNTIL, Date.from(leaseUntil));
    }

    /** A repeated event keeps the time of the first. */
    private static Update transition(State state, RequestEvent event, Instant now) {
        return Update.update(STATE, state.name()).min(EVENT_TIMES + "." + event.name(), Date.from(now));
    }
}
