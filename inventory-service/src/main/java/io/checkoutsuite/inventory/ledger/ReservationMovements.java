package io.checkoutsuite.inventory.ledger;

import static io.checkoutsuite.inventory.ledger.StockMovement.Kind.*;

import io.checkoutsuite.reservations.request.Line;
import io.checkoutsuite.reservations.request.RequestEvent;
import io.checkoutsuite.reservations.request.RequestState;
import io.checkoutsuite.reservations.request.ReservationRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Derives from a request its movements of one SKU, oldest first. */
final class ReservationMovements {

    private final List<StockMovement> movements = new ArrayList<>();
    private final Map<RequestEvent, Instant> times;
    private final long quantity;
    private boolean isHeld;

    private ReservationMovements(ReservationRequest request, String counter) {
        times = request.eventTimes();
        quantity = request.lines().stream()
                .filter(line -> line.counter().equals(counter))
                .mapToLong(Line::quantity)
                .sum();
    }

    static List<StockMovement> of(ReservationRequest request, String counter) {
        ReservationMovements result = new ReservationMovements(request, counter);
        if (request.state() instanceof RequestState.Committed committed) {
            result.sold(request, committed, counter);
        } else {
            result.begin(request.createdAt(), false);
            result.expire();
            result.rollBack();
        }
        return result.movements;
    }

    private void sold(ReservationRequest request, RequestState.Committed committed, String counter) {
        if (committed.uncounted().contains(counter)) {
            add(UNCOUNTED, request.since());
            return;
        }
        boolean wasShort = committed.shortages().stream()
                .anyMatch(shortage -> shortage.counter().equals(counter));
        begin(request.createdAt(), wasShort);
        expire();
        commit(request.since(), wasShort);
    }

    private void begin(Instant at, boolean wasShort) {
        if (times.containsKey(RequestEvent.REFUSED)) {
            add(REFUSED, times.get(RequestEvent.REFUSED));
        } else if (!at.equals(times.get(RequestEvent.REACQUIRED)) || !wasShort) {
            add(RESERVED, at);
            isHeld = true;
        }
    }

    private void expire() {
        if (isHeld && times.containsKey(RequestEvent.EXPIRED)) {
            add(EXPIRED, times.get(RequestEvent.EXPIRED));
            isHeld = false;
        }
    }

    private void commit(Instant at, boolean wasShort) {
        if (wasShort) {
            add(SHORT, at);
            return;
        }
        if (!isHeld) {
            add(RESERVED, times.getOrDefault(RequestEvent.REACQUIRED, at));
        }
        add(COMMITTED, at);
    }

    private void rollBack() {
        if (isHeld && times.containsKey(RequestEvent.RELEASED)) {
            add(RELEASED, times.get(RequestEvent.RELEASED));
        }
    }

    private void add(StockMovement.Kind kind, Instant at) {
        movements.add(new StockMovement(at, kind, quantity));
    }
}
